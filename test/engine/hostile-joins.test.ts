import { expect, it } from 'vitest'
import { hostileTraffic } from '../support/hostile-joins.ts'
import { expectSoundTree } from '../support/sound-tree.ts'

// A hundred thousand are in test/long.
it('keeps a tree of 5,000 joins sound, one act in a hundred hostile', { timeout: 600_000 }, async () => {
  const traffic = await hostileTraffic(5_000)
  for (const count of Object.values(traffic.injected)) expect(count).toBeGreaterThan(0)
  await expectSoundTree(traffic)
})
