import { expect, it } from 'vitest'
import { seeded } from '../../../src/core/chance.ts'
import { asUnits } from '../../../src/core/experiment/clusters.ts'
import { judgeArms } from '../../../src/core/experiment/judge.ts'

const size = 4
const looks = 10
const runs = 300

/** Households of four of which all or nobody join, both variants alike; the share of tests that ever name a winner. */
function falseWinners(designEffect: number, seed: number): number {
  const random = seeded(seed)
  let wrong = 0
  for (let run = 0; run < runs; run++) {
    const arms = ['court', 'long'].map((arm) => ({ arm, n: 0, successes: 0 }))
    let named = false
    for (let look = 0; look < looks; look++) {
      for (const arm of arms)
        for (let home = 0; home < 40; home++) {
          arm.n += size
          arm.successes += random() < 0.15 ? size : 0
        }
      named ||= judgeArms(asUnits(arms, designEffect)).winner !== null
    }
    wrong += Number(named)
  }
  return wrong / runs
}

it('names a wrong winner too often by people who act together, and not by their households', () => {
  expect(falseWinners(1, 7)).toBeGreaterThan(0.1)
  expect(falseWinners(size, 7)).toBeLessThanOrEqual(0.05)
})

it('changes nothing where everybody lives alone, and keeps rates where not', () => {
  const arms = [{ arm: 'court', n: 1200, successes: 60 }]
  expect(asUnits(arms, 1)).toEqual(arms)
  expect(asUnits(arms, 1.5)).toEqual([{ arm: 'court', n: 800, successes: 40 }])
})
