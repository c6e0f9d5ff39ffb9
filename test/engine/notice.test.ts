import { describe, expect, it } from 'vitest'
import { openIdentity } from '../../src/core/tokens.ts'
import { approve, isApproved } from '../../src/engine/approve.ts'
import { preview } from '../../src/engine/preview.ts'
import { readMailOnline } from '../../src/engine/record.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { editionById } from '../../src/store/campaigns.ts'
import { linksIn, readMail, tokenIn } from '../support/mail.ts'
import { makeWorld, type World } from '../support/world.ts'

const reason = 'Loi 12-34, article 5 : prévenir les titulaires d’une carte consulaire.'

/** A notice in French: that the counters of a consulate move. */
function notice(change: Record<string, string> = {}): Record<string, string> {
  return {
    'campaign.yaml': `name: {fr: Carte consulaire}
institution: mre
class: notice
reason: {fr: "${reason}"}
fallback: fr
audience: {all: [{field: country, in: [BE, FR]}]}
sender: {name: {fr: Consulat}, email: avis@mre.example, address: {fr: "1, rue de l'Exemple, Rabat"}}
list: {id: avis, name: {fr: Avis}}
links: [www.mre.example]
steps:
  - {id: avis, channel: email}
`,
    'avis.fr.md': `---
subject: Vos guichets changent d’adresse
preheader: À partir du 1er décembre, une seule adresse.
status: reviewed
---
Bonjour{{#if contact.firstName}} {{contact.firstName}}{{/if}},

Les guichets déménagent.

[Voir la nouvelle adresse](https://www.mre.example/guichets "button")
`,
    ...change,
  }
}

const readers = ['hind@diaspora.example,Hind,Exemple,fr,BE', 'omar@diaspora.example,Omar,Exemple,fr,FR']

async function noticed(prepare: (world: World) => Promise<unknown> = async () => {}): Promise<World> {
  const world = await makeWorld()
  await world.db.prepare("UPDATE institutions SET tracking_mode = 'individual'").run()
  await world.import(readers)
  await world.db.prepare("UPDATE contacts SET consent_track = 'given'").run()
  await world.launch(notice())
  await prepare(world)
  await drain(world.deps)
  return world
}

describe('a notice', () => {
  it('says why it is sent, and lets its reader object', async () => {
    const world = await noticed()
    const { html, text } = await readMail(world.mail.arrived[0])
    for (const part of [html, text]) {
      expect(part).toMatch(/Ceci est un avis officiel de cet expéditeur\s: Consulat\./)
      expect(part).toContain(reason)
      expect(part).toContain('M’opposer à ces avis')
      expect(part).not.toMatch(/désinscrire|accepté|Faites passer/i)
    }
    const [objection] = linksIn(html).filter((url) => url.includes('/u/'))
    expect(openIdentity(world.deps.keys, objection!.slice(objection!.lastIndexOf('/') + 1))).toMatchObject({
      contactId: 1,
    })
    expect(text).toContain(objection!)
    expect(linksIn(html).some((url) => url.includes('/p/'))).toBe(true)
  })

  it('measures nobody, whoever agreed to it elsewhere, and is not passed on', async () => {
    const world = await noticed()
    const { html } = await readMail(world.mail.arrived[0])
    expect(linksIn(html)).toContain('https://www.mre.example/guichets')
    expect(html).not.toMatch(/mawja\.example\/[cos]\//)
    expect(html).not.toMatch(/<img/)
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ sent: 2, clicks: { raw: 0 } })
    expect((await world.db.prepare('SELECT 1 FROM pseudonyms').all()).results).toEqual([])
  })

  it('is no bulk mail: no header offers to unsubscribe', async () => {
    const world = await noticed()
    const [mail] = world.mail.arrived as [Extract<(typeof world.mail.arrived)[0], { kind: 'mail' }>]
    const head = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n'))
    expect(head).not.toMatch(/^(List-|Precedence|Feedback-ID)/im)
    expect(head).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  })

  it('keeps the ways of one reader out of its copy on the web', async () => {
    const world = await noticed()
    const { html } = await readMail(world.mail.arrived[0])
    const page = await readMailOnline(world.deps, { token: tokenIn(html, '/v/') })
    expect(page!.html).toContain(reason)
    expect(page!.html).not.toMatch(/Hind|mawja\.example\/[pu]\//)
  })

  it('is seen by the reviewer as it goes out', async () => {
    const world = await noticed()
    const shown = await preview(world.deps, {
      campaign: await world.campaign(),
      email: 'hind@diaspora.example',
    })
    const [mail] = world.mail.arrived as [Extract<(typeof world.mail.arrived)[0], { kind: 'mail' }>]
    expect(shown.eml).toBe(mail.raw)
  })

  it('needs a new approval for a new reason', async () => {
    const world = await makeWorld()
    await world.publish(notice())
    await approve(world.deps, { campaign: await world.campaign(), officer: world.reviewer })
    const approved = async () => {
      const campaign = await world.campaign()
      return isApproved(world.deps, campaign, (await editionById(world.db, campaign.editionId!))!)
    }
    expect(await approved()).toBe(true)
    const other = notice()['campaign.yaml']!.replace('article 5', 'article 6')
    await world.publish(notice({ 'campaign.yaml': other }))
    expect(await approved()).toBe(false)
  })
})

describe('publishing a notice', () => {
  const faults = async (change: Record<string, string>) => {
    const world = await makeWorld()
    return world.publish(notice(change)).then(
      () => [],
      (error: { lines?: string[] }) => error.lines,
    )
  }

  it('refuses a page and words to pass it on with', async () => {
    const page = '---\ntitle: T\ndescription: D\nstatus: reviewed\n---\nBonjour\n'
    expect(
      await faults({ 'landing.fr.md': page, 'share.fr.txt': '---\nstatus: reviewed\n---\nBonjour\n' }),
    ).toEqual([
      'competences/landing.fr.md: a notice is not passed on: it has no landing page and no share text',
      'competences/share.fr.txt: a notice is not passed on: it has no landing page and no share text',
    ])
  })

  it('wants the reason in each language it is written in', async () => {
    const dutch = notice()['avis.fr.md']!
    expect(await faults({ 'avis.nl.md': dutch })).toEqual([
      'competences/avis.nl.md:1: campaign.yaml has no "reason" in nl, the language of this notice',
    ])
  })

  it('knows no address to pass on', async () => {
    const shared = notice()['avis.fr.md']!.replace('https://www.mre.example/guichets', '{{shareUrl}}')
    expect((await faults({ 'avis.fr.md': shared }))![0]).toMatch(
      /^competences\/avis\.fr\.md:\d+: \{\{shareUrl}} is empty/,
    )
  })
})

describe('before it is sent, a notice', () => {
  const suppress = (why: string) => (world: World) =>
    world.db
      .prepare(
        `INSERT INTO suppressions SELECT institution_id, hash, ?, 0 FROM addresses WHERE value LIKE 'hind@%'`,
      )
      .bind(why)
      .run()
  const hind = (set: string) => (world: World) =>
    world.db.prepare(`UPDATE contacts SET ${set} WHERE first_name = 'Hind'`).run()

  it.each([
    ['unsubscribing', suppress('unsubscribed')],
    ['a complaint', suppress('complaint')],
    ['a list of addresses', suppress('list')],
    ['withdrawn consent', hind("consent_email = 'withdrawn'")],
    ['no consent', hind('consent_email = NULL')],
    ['a pause', hind('paused_until = 99999999999999')],
    ['leaving a list', hind(`left_lists = '["avis"]'`)],
  ])('is not kept back by %s', async (_, prepare) => {
    expect((await noticed(prepare)).mail.arrived).toHaveLength(2)
  })

  it.each([
    ['an objection', suppress('objected'), 'suppressed'],
    [
      'an objection to notices',
      (world: World) =>
        world.db
          .prepare(
            `INSERT INTO consents (contact_id, purpose, act, at, source, recorded_by, created_at)
             SELECT id, 'object:notice', 'given', 0, '/u/', 'person', 0 FROM contacts WHERE first_name = 'Hind'`,
          )
          .run(),
      'suppressed',
    ],
    ['an address without anybody', suppress('unknown_user'), 'suppressed'],
    ['an officer', suppress('officer'), 'suppressed'],
    ['a former erasure', suppress('erased'), 'suppressed'],
    [
      'an erasure',
      (world: World) => world.db.prepare("DELETE FROM contacts WHERE first_name = 'Hind'").run(),
      'erased',
    ],
    [
      'a lost address',
      (world: World) => world.db.prepare("DELETE FROM addresses WHERE value LIKE 'hind@%'").run(),
      'noAddress',
    ],
  ])('is kept back by %s', async (_, prepare, why) => {
    const world = await noticed(prepare)
    expect(world.mail.arrived).toHaveLength(1)
    const skipped = "SELECT reason FROM messages WHERE state = 'skipped'"
    expect((await world.db.prepare(skipped).all()).results).toEqual([{ reason: why }])
  })
})
