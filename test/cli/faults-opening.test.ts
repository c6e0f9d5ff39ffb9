import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { mawja } from '../support/command-line.ts'
import { temporaryFolder } from '../support/installation.ts'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function refusal(database: string, ...verb: string[]): Promise<string> {
  const refused = await mawja({ MAWJA_DATABASE: database, MAWJA_PORT: '0' }, ...verb)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.problem.trim().split('\n')).toHaveLength(1)
  return refused.problem
}

for (const verb of ['migrate', 'serve'] as const) {
  it(`${verb}: a folder in the place of the database`, { timeout: 60_000 }, async () => {
    const place = join(folder, `folder-${verb}`)
    mkdirSync(place)
    expect(await refusal(place, verb)).toMatch(/^MAWJA_DATABASE: the file cannot be opened/)
  })

  it(`${verb}: a folder that cannot be made, because a file has its name`, { timeout: 60_000 }, async () => {
    const file = join(folder, `file-${verb}`)
    writeFileSync(file, 'a file')
    expect(await refusal(join(file, 'mawja.db'), verb)).toMatch(/a file of that name stands in the way/)
  })

  it(`${verb}: a folder that takes no files`, { timeout: 60_000 }, async () => {
    expect(await refusal('/proc/mawja.db', verb)).toMatch(/^MAWJA_DATABASE: the file cannot be opened/)
  })
}

it('a damaged database, which is left as it is', { timeout: 60_000 }, async () => {
  const database = join(folder, 'damaged.db')
  expect((await mawja({ MAWJA_DATABASE: database }, 'institution', 'add', 'mre', '--name', 'M')).code).toBe(0)
  const file = openSync(database, 'r+')
  // The head stays: whoever looks only there takes it for a sound one.
  writeSync(file, Buffer.alloc(64 * 4096, 0xa5), 0, 64 * 4096, 4096)
  closeSync(file)
  const before = readFileSync(database)
  for (const verb of ['migrate', 'serve'])
    expect(await refusal(database, verb)).toMatch(/^MAWJA_DATABASE: the file is damaged; .*restore/)
  expect(readFileSync(database).equals(before)).toBe(true)
})

it('an address that this machine does not have', { timeout: 60_000 }, async () => {
  const environment = { MAWJA_DATABASE: join(folder, 'sound.db'), MAWJA_HOST: '203.0.113.1' }
  expect(await mawja(environment, 'serve')).toMatchObject({
    code: 1,
    problem: 'MAWJA_HOST: this machine has no such address\n',
  })
})
