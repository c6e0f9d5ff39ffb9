import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { writeBenchFile } from '../../src/cli/bench/import-file.ts'
import { quickAddressHasher } from '../../src/core/import-hash.ts'
import { addressHasher } from '../../src/core/token.ts'
import { anyMachine, type Reading, readImport } from '../../src/engine/import-read.ts'
import { nodeMachine } from '../../src/node/import-machine.ts'
import { readInThread } from '../../src/node/import-thread.ts'
import { testKeys, testNow } from '../support/database.ts'
import { pieces } from '../support/importing.ts'

const folder = mkdtempSync(join(tmpdir(), 'mawja-thread-'))
afterAll(() => rmSync(folder, { recursive: true }))
const key = testKeys.suppression
const question = {
  file: 'people.csv',
  map: {},
  customFields: [],
  now: testNow,
  given: { source: true, consentedAt: true },
}

async function all(readings: AsyncIterable<Reading>): Promise<Reading[]> {
  const list: Reading[] = []
  for await (const reading of readings) list.push(reading)
  return list
}

it('hashes addresses and files on this machine as everywhere', () => {
  const [quick, patient] = [quickAddressHasher(key), addressHasher(key)]
  fc.assert(
    fc.property(
      fc.constantFrom('email', 'phone', 'telegram'),
      fc.string({ unit: 'binary', maxLength: 320 }),
      (channel, value) => {
        expect(quick(channel as 'email', value)).toBe(patient(channel, value))
      },
    ),
  )
  const sums = [nodeMachine.fileHash(), anyMachine.fileHash()]
  for (const sum of sums) for (const word of ['one', 'two']) sum.update(new TextEncoder().encode(word))
  expect(sums[0]!.hex()).toBe(sums[1]!.hex())
})

describe('a file that is read in a thread of its own', () => {
  it('gives what it gives when it is read here', async () => {
    const file = join(folder, 'people.csv')
    await writeBenchFile(file, 5000)
    const here = await all(readImport(pieces(readFileSync(file)), question, key))
    const people = (readings: Reading[]) =>
      readings.flatMap((reading) =>
        reading.kind === 'block'
          ? (JSON.parse(new TextDecoder().decode(reading.block.people)) as unknown[])
          : reading.kind === 'end'
            ? []
            : [reading],
      )
    const there = await all(readInThread(file, key, question))
    expect(people(there)).toEqual(people(here))
    expect(people(there)).toHaveLength(5001)
    expect(there.at(-1)).toEqual(here.at(-1))
  })

  it('is refused as it would be here', async () => {
    const file = join(folder, 'broken.csv')
    writeFileSync(file, 'email,city\na@x.example,"Gent\n')
    await expect(all(readInThread(file, key, question))).rejects.toMatchObject({
      name: 'AppError',
      key: 'csv',
    })
    await expect(all(readInThread(join(folder, 'gone.csv'), key, question))).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })

  it('can be left before its end', async () => {
    const file = join(folder, 'people.csv')
    await writeBenchFile(file, 100_000)
    for await (const reading of readInThread(file, key, question)) if (reading.kind === 'block') break
    const blocks = (await all(readInThread(file, key, question))).map((it) =>
      it.kind === 'block' ? it.block.rows : 0,
    )
    expect(blocks.reduce((sum, rows) => sum + rows, 0)).toBe(100_000)
  }, 30_000)
})
