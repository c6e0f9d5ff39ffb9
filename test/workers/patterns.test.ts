import { expect, it } from 'vitest'
import { sampleAddress } from '../../src/store/sample-person.ts'
import { freshDb, testInstitution } from '../support/database.ts'
import { files, read } from '../support/repository.ts'

/**
 * D1 refuses a LIKE or GLOB pattern over 50 octets, and only when it runs. So a pattern that is bound, or put together
 * in SQL, stands only where its length is seen to.
 */
const seenTo = ['src/store/audience-field.ts', 'src/store/retention.ts']
const boundPattern = /\b(LIKE|GLOB)\s+(\?|\$\{|[^\n]*?'\s*\|\|)/

it('binds no pattern whose length is anybody’s choice', () => {
  const sources = files().filter((path) => /^src\/.*\.tsx?$/.test(path))
  const found = sources.filter((path) => !seenTo.includes(path) && boundPattern.test(read(path)))
  expect(found).toEqual([])
})

it('finds a person by the beginning of an address or a name, however long, and whatever signs are in it', async () => {
  const db = await freshDb()
  const institution = await testInstitution(db)
  const long = `${'x'.repeat(60)}@diaspora.example`
  const people = [
    ['Amina', 'El Fassi', 'amina@diaspora.example'],
    ['Driss', 'Éloi', long],
    ['100%', '_bas', 'percent@diaspora.example'],
    [null, 'Seul', 'seul@diaspora.example'],
  ] as const
  for (const [index, [first, last, value]] of people.entries()) {
    db.raw
      .prepare(
        `INSERT INTO contacts (id, institution_id, kind, first_name, last_name, created_at, updated_at) VALUES (?, ?, 'person', ?, ?, 0, 0)`,
      )
      .run(index + 1, institution.id, first, last)
    db.raw
      .prepare(
        `INSERT INTO addresses (contact_id, institution_id, channel, value, hash) VALUES (?, ?, 'email', ?, ?)`,
      )
      .run(index + 1, institution.id, value, value)
  }
  const found = (wanted: string) => sampleAddress(db, institution.id, wanted)
  expect(await found('AMI')).toBe('amina@diaspora.example')
  expect(await found('amina el f')).toBe('amina@diaspora.example')
  expect(await found('Élo')).toBe(long)
  expect(await found(long)).toBe(long)
  expect(await found('100%')).toBe('percent@diaspora.example')
  expect(await found('10%')).toBe(null)
  expect(await found('_')).toBe('percent@diaspora.example')
  expect(await found('seu')).toBe('seul@diaspora.example')
  expect(await found('nobody')).toBe(null)
  expect(await sampleAddress(db, institution.id + 1, 'AMI')).toBe(null)
})
