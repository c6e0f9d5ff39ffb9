import { describe, expect, it } from 'vitest'
import { grouped } from '../../src/store/grouped.ts'

/** Remembers the groups; each takes as long as the test wants. */
function recorder(coming?: () => number) {
  const groups: number[][] = []
  let release: (() => void) | undefined
  let hold = false
  const write = async (items: number[]) => {
    groups.push(items)
    if (hold) await new Promise<void>((done) => (release = done))
  }
  return { groups, write: grouped(write, coming), holdNext: () => (hold = true), letGo: () => release!() }
}

describe('a grouped write', () => {
  it('takes what comes in during one turn', async () => {
    const { groups, write } = recorder()
    await Promise.all([write(1), write(2), write(3)])
    await write(4)
    expect(groups).toEqual([[1, 2, 3], [4]])
  })

  it('takes what came in while the one before was written', async () => {
    const { groups, write, holdNext, letGo } = recorder(() => 1)
    holdNext()
    const first = write(1)
    const rest = [write(2), write(3)]
    letGo()
    await first
    letGo()
    await Promise.all(rest)
    expect(groups).toEqual([[1], [2, 3]])
  })

  it('begins at once when nothing more is to come', async () => {
    let coming = 3
    const { groups, write } = recorder(() => coming)
    await Promise.all([write(1), write(2), write(3)])
    coming = 1
    const turn = Promise.race([write(4).then(() => 'written'), new Promise((done) => setTimeout(done, 0))])
    expect(await turn).toBe('written')
    expect(groups).toEqual([[1, 2, 3], [4]])
  })

  it('does not wait for ever for what does not come', async () => {
    const { groups, write } = recorder(() => 9)
    await Promise.all([write(1), write(2)])
    expect(groups).toEqual([[1, 2]])
  })

  it('tells those of a group that it failed, and goes on', async () => {
    let fail = true
    const write = grouped<number>(async () => {
      if (fail) throw new Error('disk full')
    })
    const both = await Promise.allSettled([write(1), write(2)])
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected'])
    fail = false
    await write(3)
  })
})
