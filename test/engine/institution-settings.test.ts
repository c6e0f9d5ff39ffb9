import { expect, it } from 'vitest'
import { setInstitution } from '../../src/engine/institution-settings.ts'
import { freshDb, storeDeps, testInstitution } from '../support/database.ts'

it('changes what is named and leaves the rest, with a line in the audit log', async () => {
  const db = await freshDb()
  await testInstitution(db)
  const deps = storeDeps(db)
  const set = (it: object) => setInstitution(deps, { slug: 'mre', ...it })
  expect(await set({})).toEqual({ institution: 'mre', tracking: 'aggregate', cap: null })
  expect(await set({ cap: { count: 3, days: 30 } })).toMatchObject({ cap: { count: 3, days: 30 } })
  expect(await set({ tracking: 'none' })).toEqual({
    institution: 'mre',
    tracking: 'none',
    cap: { count: 3, days: 30 },
  })
  expect(await set({ cap: null })).toMatchObject({ tracking: 'none', cap: null })
  const acts = await db.prepare('SELECT act, detail FROM audit ORDER BY id').all<{ detail: string }>()
  expect(acts.results.map((row) => JSON.parse(row.detail))).toEqual([
    { capCount: 3, capDays: 30 },
    { trackingMode: 'none' },
    { capCount: 'none', capDays: 'none' },
  ])
  await expect(set({ slug: 'nobody' })).rejects.toThrow(/no institution "nobody"/)
  db.close()
})
