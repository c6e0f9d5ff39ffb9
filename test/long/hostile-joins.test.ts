import { expect, it } from 'vitest'
import { hostileTraffic } from '../support/hostile-joins.ts'
import { expectSoundTree } from '../support/sound-tree.ts'

it('keeps a tree of 100,000 joins sound, one act in a hundred hostile', { timeout: 3_600_000 }, async () => {
  const traffic = await hostileTraffic(100_000)
  for (const count of Object.values(traffic.injected)) expect(count).toBeGreaterThan(0)
  await expectSoundTree(traffic)
})
