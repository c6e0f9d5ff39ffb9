import { expect, it } from 'vitest'
import { mawja } from '../support/command-line.ts'

it('loses nobody to a bad server and a killed process, and repeats no more than was under way', async () => {
  const words = ['bench', 'chaos', '--recipients', '600', '--kills', '3', '--seed', '4']
  const { code, json, problem } = await mawja({}, ...words)
  expect(problem).toBe('')
  expect(code).toBe(0)
  expect(json).toMatchObject({ lost: 0, unequal: 0, kills: 3, recipients: 600, connections: 20 })
  const { duplicates, connections, cutAfterData, ended, ratio } = json as Record<string, number> & {
    ended: Record<string, number>
  }
  expect(duplicates).toBeLessThanOrEqual(connections! * 3 + cutAfterData!)
  expect(ratio).toBeGreaterThan(0)
  // The server did behave badly, and every kind of ending is there.
  expect(Object.keys(ended).sort()).toEqual([
    'accepted',
    'refused/content_or_spam',
    'refused/mailbox_full',
    'refused/unknown_user',
  ])
  expect(Object.values(ended).reduce((sum, count) => sum + count)).toBe(600)
}, 180_000)
