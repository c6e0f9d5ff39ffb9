import { wallClock, zoneOf } from '../../src/core/time.ts'
import { definition, smallCampaign } from './campaign.ts'
import type { World } from './world.ts'

/**
 * The small campaign with steps of its own, each with the invitation's words; no page, so nobody joins.
 *
 * @param steps  YAML of one step after the id: `{rappel: 'channel: email, at: {…}'}`
 * @param more   lines of campaign.yaml: `ramadan: {…}`
 */
export function timedCampaign(
  steps: Record<string, string>,
  more = '',
  parts: Parameters<typeof definition>[0] = {},
): Record<string, string> {
  const lines = Object.entries(steps).map(([id, rest]) => `\n  - {id: ${id}, ${rest}}`)
  const joining = `
  - {id: confirmation, channel: email, trigger: signup}`
  const everybody = '{all: [{field: country, in: [BE, FR, NL, MA, US]}, {consent: "receive:email"}]}'
  const yaml = definition({ audience: everybody, ...parts, steps: lines.join('') + joining })
  const files = smallCampaign({ 'campaign.yaml': `${yaml}${more}` })
  const copies = Object.entries(steps).flatMap(([id, rest]) => {
    const from = rest.includes('channel: x') ? 'annonce' : 'invitation'
    const own = Object.entries(files).filter(([path]) => path.startsWith(`${from}.`))
    return own.map(([path, body]) => [path.replace(from, id), body] as const)
  })
  const kept = Object.entries(files).filter(
    ([path]) => !/^(invitation|annonce|bienvenue)\./.test(path) || steps[path.split('.')[0]!],
  )
  return Object.fromEntries([...kept, ...copies])
}

/** One reader in each place; a zone is one that the person chose. */
export async function readersIn(
  world: World,
  places: readonly { country: string; timeZone?: string }[],
): Promise<void> {
  await world.import(
    places.map(({ country }, index) => `reader${index}@diaspora.example,Nom${index},Exemple,fr,${country}`),
  )
  for (const [index, { timeZone }] of places.entries()) {
    const sql = `UPDATE contacts SET time_zone = ?
      WHERE id = (SELECT contact_id FROM addresses WHERE value = ?)`
    await world.db
      .prepare(sql)
      .bind(timeZone ?? null, `reader${index}@diaspora.example`)
      .run()
  }
}

export type Row = {
  step: string
  wave: number
  occurrence: string
  state: string
  reason: string | null
  zone: string
  country: string | null
  due: string | null
  planned: string | null
  finished: string | null
}

/** The outbox of persons as it stands, times on the reader's own clock. */
export async function outbox(world: World, step?: string): Promise<Row[]> {
  const sql = `SELECT s.name AS step, m.wave, m.occurrence, m.state, m.reason, c.time_zone AS timeZone, c.country,
      m.due_at AS dueAt, m.planned_at AS plannedAt, m.finished_at AS finishedAt
    FROM messages m JOIN steps s ON s.id = m.step_id JOIN contacts c ON c.id = m.contact_id AND c.kind = 'person'
    WHERE s.name = ? OR ? IS NULL ORDER BY m.id`
  const { results } = await world.db
    .prepare(sql)
    .bind(step ?? null, step ?? null)
    .all<
      Omit<Row, 'zone' | 'due' | 'planned' | 'finished'> &
        Record<'dueAt' | 'plannedAt' | 'finishedAt', number | null> & { timeZone: string | null }
    >()
  return results.map(({ dueAt, plannedAt, finishedAt, timeZone, ...row }) => {
    const zone = zoneOf(timeZone, row.country)
    const shown = (at: number | null) => (at === null ? null : wallClock(at, zone))
    return { ...row, zone, due: shown(dueAt), planned: shown(plannedAt), finished: shown(finishedAt) }
  })
}

/** `2026-11-23 09:00` of a wall clock. */
export const minuteOf = (clock: string | null): string | null => clock?.slice(0, 16).replace('T', ' ') ?? null
