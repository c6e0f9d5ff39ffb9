import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openSqlite } from '../../../src/node/sqlite.ts'
import { programsApi } from '../../../src/web/api/programs.ts'
import { makeWorld } from '../../support/world.ts'
import { keyOf, programOf } from './support.ts'

let folder = ''
afterEach(() => folder && rmSync(folder, { recursive: true, force: true }))

it('two processes on one file count the calls of a key together', async () => {
  folder = await mkdtemp(join(tmpdir(), 'mawja-pace-'))
  const file = join(folder, 'mawja.db')
  const world = await makeWorld(file)
  const key = await keyOf(world.deps, 'amina@mre.example', ['contacts:read'])
  const second = { ...world.deps, db: openSqlite(file) }
  const apps = [world.deps, second].map((deps) => programOf(programsApi(deps), key))
  const got: number[] = []
  for (let call = 0; call < 130; call++) got.push((await apps[call % 2]!('GET', '/contacts')).status)
  expect([got.filter((one) => one === 200).length, got.lastIndexOf(200)]).toEqual([120, 119])
  world.at.now += 1000
  const later: number[] = []
  for (let call = 0; call < 15; call++) later.push((await apps[call % 2]!('GET', '/contacts')).status)
  expect(later.filter((one) => one === 200).length).toBe(10)
  // A clock that was set back by a day.
  world.at.now -= 86_400_000
  expect((await apps[0]!('GET', '/contacts')).status).toBe(200)
})

it('does nothing where the record of the call cannot be written', async () => {
  const world = await makeWorld()
  const key = await keyOf(world.deps, 'amina@mre.example', ['contacts:write'])
  const call = programOf(programsApi(world.deps), key)
  const count = () => world.db.raw.prepare('SELECT count(*) AS n FROM contacts').get()
  const before = count()
  world.db.raw.exec(
    "CREATE TRIGGER broken BEFORE INSERT ON audit WHEN NEW.act = 'api-call' BEGIN SELECT RAISE(ABORT, 'disk'); END",
  )
  const send = () =>
    call('POST', '/contacts/import?source=Salon&consentedAt=2025-01-01', {
      contacts: [{ email: 'salma@diaspora.example', languages: 'fr' }],
    })
  expect((await send()).status).toBe(500)
  expect(count()).toEqual(before)
  world.db.raw.exec('DROP TRIGGER broken')
  expect((await send()).status).toBe(200)
  expect(count()).not.toEqual(before)
})
