import { expect, it } from 'vitest'
import { zoneFaults } from '../../src/core/schedule/zone-data.ts'
import { refuseOldZones } from '../../src/engine/zones.ts'

it('lets nobody plan or send by old clocks, and says so in one line', () => {
  expect(() => refuseOldZones()).not.toThrow()
  const old = zoneFaults((_, zone) => (zone === 'Africa/Casablanca' ? 3_600_000 : 0))
  expect(() => refuseOldZones(old)).toThrow(
    /^this runtime's time zone data are too old: Africa\/Casablanca is at UTC\+0 since 20 September 2026; [^\n]*use the Node/,
  )
})
