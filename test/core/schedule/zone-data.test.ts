import { expect, it } from 'vitest'
import { zoneFaults } from '../../../src/core/schedule/zone-data.ts'

it('finds nothing wrong with zone data that are fresh', () => {
  expect(zoneFaults()).toEqual([])
})

it('says where old data put Morocco, and what a runtime without zones would do', () => {
  const hourMs = 3_600_000
  const inParis = (at: number) =>
    new Date(at).getUTCMonth() === 2 && at < Date.parse('2027-03-28T01:00Z') ? 1 : 2
  const old = (at: number, zone: string) => (zone === 'Europe/Paris' ? inParis(at) : 1) * hourMs
  expect(zoneFaults(old)).toEqual([
    'Africa/Casablanca is at UTC+0 since 20 September 2026; the zone data here say UTC+1 at 2026-11-23T12:00Z',
    'Africa/Casablanca is at UTC+0 in summer too; the zone data here say UTC+1 at 2027-07-01T12:00Z',
    'Africa/Casablanca is at UTC+0 in the Ramadan of 2026; the zone data here say UTC+1 at 2026-03-01T12:00Z',
    'Europe/Paris is winter from the last Sunday of October; the zone data here say UTC+2 at 2027-10-31T01:00Z',
  ])
  expect(zoneFaults(() => 0).join()).toMatch(/Atlantic\/Canary/)
})
