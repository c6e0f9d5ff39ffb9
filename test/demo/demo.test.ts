import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseLanguage } from '../../src/core/language.ts'
import { statusOfLanguages } from '../../src/engine/languages.ts'
import { type Stats, stats } from '../../src/engine/stats.ts'
import { contentsOf, editionById, findCampaign } from '../../src/store/campaigns.ts'
import { mailboxAfter } from '../../src/store/mailbox.ts'
import { type Played, play, slug } from './support/play.ts'

const contacts = 300

describe('the demonstration', () => {
  let played: Played
  let counted: Stats
  const rows = async <T>(sql: string): Promise<T[]> =>
    (await played.node.deps.db.prepare(sql).all<T>()).results

  beforeAll(async () => {
    played = await play('a secret of the test, long enough for it', { contacts, seed: 7 })
    counted = await stats(played.node.deps, (await findCampaign(played.node.deps.db, slug))!)
  }, 240_000)
  afterAll(() => played?.close())

  it('takes every row of its files in', async () => {
    const imports = await rows<{ counts: string }>('SELECT counts FROM imports')
    const counts = imports.map(
      (row) => JSON.parse(row.counts) as { rows: number; created: number; refused: number },
    )
    expect(counts.reduce((sum, { rows }) => sum + rows, 0)).toBe(contacts)
    expect(counts.every(({ rows, created, refused }) => rows === created && refused === 0)).toBe(true)
  })

  it('sends to everybody whom the funnel promised, and to each once', async () => {
    const { figures } = played
    expect(figures.sent).toBe(figures.final)
    expect(figures.final).toBeGreaterThan(contacts * 0.8)
    expect(figures.final).toBeLessThan(contacts)
    const arrived = await rows<{ step: string; recipients: number; mails: number }>(
      `SELECT s.name AS step, count(DISTINCT b.recipient) AS recipients, count(*) AS mails FROM mailbox b
       JOIN messages m ON m.remote_id = b.remote_id JOIN steps s ON s.id = m.step_id WHERE b.kind = 'mail' GROUP BY 1`,
    )
    const mails = await rows<{ count: number }>("SELECT count(*) AS count FROM mailbox WHERE kind = 'mail'")
    expect(arrived.every(({ recipients, mails }) => recipients === mails)).toBe(true)
    expect(arrived.reduce((sum, { mails }) => sum + mails, 0)).toBe(mails[0]!.count)
    expect(arrived.find(({ step }) => step === 'invitation')!.mails).toBe(figures.final)
    expect(played.progress.at(-1)).toBe(1)
  })

  it('writes to each in the language they asked for first, of those that are ready', async () => {
    const { db } = played.node.deps
    const campaign = (await findCampaign(db, slug))!
    const { definition } = (await editionById(db, campaign.runningEditionId!))!
    const statuses = statusOfLanguages(definition, await contentsOf(db, campaign.runningEditionId!))
    const ready = Object.keys(statuses).filter((tag) => ['reviewed', 'machine'].includes(statuses[tag]!))
    const wishes = new Map(
      (
        await rows<{ address: string; languages: string }>(
          "SELECT a.value AS address, c.languages FROM addresses a JOIN contacts c ON c.id = a.contact_id WHERE a.channel = 'email'",
        )
      ).map(({ address, languages }) => [address, JSON.parse(languages) as string[]]),
    )
    const seen = new Set<string>()
    for (const item of await mailboxAfter(db, 0, 10_000)) {
      if (item.kind !== 'mail') continue
      const { headers } = await PostalMime.parse(item.body)
      const language = headers.find(({ key }) => key === 'content-language')?.value
      expect(language, item.recipient).toBe(
        chooseLanguage(wishes.get(item.recipient)!, ready, definition.fallback),
      )
      seen.add(language!)
    }
    expect(seen.size).toBeGreaterThan(6)
  })

  it('counts exactly what people did, by generation', () => {
    const { figures } = played
    const byGeneration = counted.generations.filter(({ generation }) => generation > 0)
    expect(Object.fromEntries(byGeneration.map((one) => [one.generation, one.participants]))).toEqual(
      figures.simulated.joinsByGeneration,
    )
    const { joins, unsubscribes, clicks, shares, visits } = figures.simulated
    expect({ joins, unsubscribes, clicks, shares, visits }).toEqual({
      joins: figures.joined,
      unsubscribes: figures.unsubscribed,
      clicks: figures.clicks,
      shares: figures.shares,
      visits: figures.visits,
    })
    expect(figures.generations).toBeGreaterThanOrEqual(1)
    expect(figures.joined).toBeGreaterThan(0)
    expect(figures.unsubscribed).toBeGreaterThan(0)
  })

  it('keeps filters and previews apart from people, each hit of them', async () => {
    const { scans, previews } = played.figures.simulated
    const [machine] = await rows<{ count: number }>(
      "SELECT count(*) AS count FROM events WHERE class = 'machine'",
    )
    expect(scans).toBeGreaterThan(10)
    expect(machine!.count).toBe(scans)
    expect(counted.previews).toEqual(previews)
    expect(Object.keys(previews).length).toBeGreaterThan(1)
    for (const { raw, human, machine, preview, unknown } of [counted.clicks, counted.visits]) {
      expect(human + machine + preview + unknown).toBe(raw)
      expect(unknown).toBe(0)
    }
    const reasons = await rows<{ reasons: string }>(
      "SELECT DISTINCT reasons FROM events WHERE class = 'machine'",
    )
    const given = new Set(reasons.flatMap(({ reasons }) => reasons.split(';')[0]!.split('+')))
    for (const reason of ['head', 'bot-agent', 'burst']) expect(given, reason).toContain(reason)
  })

  it('leaves nothing undone and does not overtake the real time', async () => {
    expect(counted.waiting).toBe(0)
    expect(await rows("SELECT 1 FROM messages WHERE due_at IS NOT NULL OR state <> 'accepted'")).toEqual([])
    expect(played.now).toBeLessThanOrEqual(Date.now())
  })

  it('writes to nobody but invented addresses, and not to those who objected', async () => {
    const outside = "SELECT recipient FROM mailbox WHERE kind = 'mail' AND recipient NOT LIKE '%.example'"
    expect(await rows(outside)).toEqual([])
    const early = `SELECT b.recipient FROM mailbox b JOIN addresses a ON a.value = b.recipient JOIN suppressions s
      ON s.hash = a.hash WHERE b.created_at > s.created_at`
    expect(await rows(early)).toEqual([])
  })

  it('knows nobody’s friends: no table links two people who did not both ask for it', async () => {
    const asked = ['shares', 'share_joins']
    for (const name of asked) expect(await rows(`SELECT * FROM ${name}`), name).toEqual([])
    const tables = await rows<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('${asked.join("', '")}')`,
    )
    expect(tables.length).toBeGreaterThan(15)
    for (const { name } of tables) {
      const keys = await rows<{ to: string }>(
        `SELECT "table" AS "to" FROM pragma_foreign_key_list('${name}')`,
      )
      const columns = await rows<{ name: string }>(`SELECT name FROM pragma_table_info('${name}')`)
      expect(keys.filter(({ to }) => to === 'contacts').length, name).toBeLessThanOrEqual(1)
      const persons = columns.filter((column) =>
        /contact_id|person|parent|referr|shared_by|invited/.test(column.name),
      )
      expect(persons.length, name).toBeLessThanOrEqual(1)
      if (['events', 'tallies'].includes(name)) expect(persons, name).toEqual([])
    }
  })

  it('tells the same story again for the same seed, whatever the secret', async () => {
    const again = await play('another secret of the test, long enough', { contacts, seed: 7 })
    await again.close()
    const { seconds: _, ...first } = played.figures
    const { seconds: __, ...second } = again.figures
    expect(second).toEqual(first)
  }, 240_000)
})
