import { expect, it } from 'vitest'
import { setInstitution } from '../../src/engine/institution-settings.ts'
import { freshDb, storeDeps, testInstitution } from '../support/database.ts'

it('changes what is named and leaves the rest, with a line in the audit log', async () => {
  const db = await freshDb()
  await testInstitution(db)
  const deps = storeDeps(db)
  const set = (it: object) => setInstitution(deps, { slug: 'mre', ...it })
  expect(await set({})).toMatchObject({ institution: 'mre', tracking: 'aggregate', cap: null })
  expect(await set({ cap: { count: 3, days: 30 } })).toMatchObject({ cap: { count: 3, days: 30 } })
  expect(await set({ tracking: 'none' })).toMatchObject({
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

it('keeps what the register says and shorter periods, each beside the others', async () => {
  const db = await freshDb()
  await testInstitution(db)
  const set = (it: object) => setInstitution(storeDeps(db), { slug: 'mre', ...it })
  await set({ retention: 'contact=730d', controller: 'dpo=Salma Exemple, dpo@mre.example,cndp=D-117' })
  expect(await set({ retention: 'traces=60', controller: 'cndp=,hosting=Rabat, Maroc' })).toMatchObject({
    retention: { contact: 730, traces: 60, mailbox: 30 },
    controller: { dpo: 'Salma Exemple, dpo@mre.example', hosting: 'Rabat, Maroc' },
  })
  await expect(set({ retention: 'contact=5000d' })).rejects.toMatchObject({ key: 'retention' })
  await expect(set({ controller: 'owner=me' })).rejects.toMatchObject({ key: 'controller' })
  const acts = await db.prepare('SELECT detail FROM audit').all<{ detail: string }>()
  expect(acts.results.map((row) => row.detail).join()).not.toMatch(/Salma|@/)
  db.close()
})
