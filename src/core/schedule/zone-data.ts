import { stretchAt } from './clock.ts'

const hourMs = 3_600_000

/** Offsets that everybody must agree on, each with the rule it stands for. */
const facts: readonly { zone: string; at: string; hours: number; rule: string }[] = [
  { zone: 'Africa/Casablanca', at: '2026-11-23T12:00Z', hours: 0, rule: 'at UTC+0 since 20 September 2026' },
  { zone: 'Africa/Casablanca', at: '2027-07-01T12:00Z', hours: 0, rule: 'at UTC+0 in summer too' },
  { zone: 'Africa/Casablanca', at: '2026-07-01T12:00Z', hours: 1, rule: 'at UTC+1 before that' },
  { zone: 'Africa/Casablanca', at: '2026-03-01T12:00Z', hours: 0, rule: 'at UTC+0 in the Ramadan of 2026' },
  { zone: 'Europe/Paris', at: '2027-03-28T00:59Z', hours: 1, rule: 'winter until the last Sunday of March' },
  { zone: 'Europe/Paris', at: '2027-03-28T01:00Z', hours: 2, rule: 'summer from the last Sunday of March' },
  { zone: 'Europe/Paris', at: '2027-10-31T01:00Z', hours: 1, rule: 'winter from the last Sunday of October' },
  { zone: 'Atlantic/Canary', at: '2027-07-01T12:00Z', hours: 1, rule: 'an hour behind Madrid' },
]

/**
 * What the zone data of this process gets wrong, one line each; empty when a schedule made with it can be trusted.
 * They come with the runtime (Intl) and age with it: Node 20 puts Morocco an hour off.
 */
export function zoneFaults(offsetOf = (at: number, zone: string) => stretchAt(at, zone).offset): string[] {
  return facts.flatMap(({ zone, at, hours, rule }) => {
    const found = offsetOf(Date.parse(at), zone) / hourMs
    return found === hours
      ? []
      : [`${zone} is ${rule}; the zone data here say UTC${found < 0 ? '' : '+'}${found} at ${at}`]
  })
}
