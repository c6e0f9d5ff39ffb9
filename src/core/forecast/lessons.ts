import type { Forest } from '../cascade/forest.ts'
import { quantile } from '../cascade/quantile.ts'
import { type Calibrated, calibrate, type Lesson, leastNodes } from './calibration.ts'
import { lawsAtRest } from './evidence.ts'
import { gridOf } from './growth.ts'
import { nodesBy, sumTrees } from './tree-sums.ts'

/** What finished trees say of each tree: quantiles of its end over its present, and the naive benchmark's growth. */
export type Lessons = {
  /** Null for trees that nothing was learnt about. */
  quantiles: (number[] | null)[]
  growth: Float64Array
}

/** Trees of about one age learn from the same lesson: within a quarter of an e-fold. */
const perFold = 4

/** Holds every tree against finished ones as they stood at its age, and as they were one span later. */
export function learnFrom(history: Forest, it: { seen: Forest; at: number; span: number }): Lessons {
  const { seen, at, span } = it
  const context = { grid: gridOf(span), laws: lawsAtRest(history) }
  const ages = Float64Array.from(seen.roots, (root) => at - seen.minutes[root]!)
  const sums = sumTrees(seen, ages, context)
  const lessons = new Map<number, { calibrated: Calibrated | null; growth: Growth }>()
  const lessonFor = (age: number) => {
    const group = Math.round(perFold * Math.log(Math.max(age, span / 1e6)))
    let known = lessons.get(group)
    if (!known) {
      const lesson = lessonAt(history, { age, span, context })
      known = { calibrated: calibrate(lesson), growth: growthOf(lesson) }
      lessons.set(group, known)
    }
    return known
  }
  const growth = new Float64Array(seen.trees)
  const quantiles = Array.from({ length: seen.trees }, (_, tree) => {
    const lesson = lessonFor(ages[tree]!)
    const large = sums.nodes[tree]! >= leastNodes
    growth[tree] = large ? lesson.growth.large : lesson.growth.small
    return large && lesson.calibrated ? lesson.calibrated(sums, tree) : null
  })
  return { quantiles, growth }
}

type Place = { age: number; span: number; context: Parameters<typeof sumTrees>[2] }

function lessonAt(history: Forest, { age, span, context }: Place): Lesson {
  const ages = new Float64Array(history.trees).fill(age)
  const sums = sumTrees(history, ages, context)
  return { sums, final: nodesBy(history, ages.fill(age + span)), hashes: history.treeHash }
}

type Growth = { large: number; small: number }

/** The pooled growth ratio: the median of larger trees; of small ones, most of which stay as they are, that of the sums. */
function growthOf({ sums, final }: Lesson): Growth {
  const ratios: number[] = []
  let [before, after] = [0, 0]
  for (let tree = 0; tree < final.length; tree++) {
    if (sums.nodes[tree]! >= leastNodes) ratios.push(final[tree]! / sums.nodes[tree]!)
    else {
      before += sums.nodes[tree]!
      after += final[tree]!
    }
  }
  const small = before > 0 ? after / before : 1
  const large = quantile(
    ratios.sort((a, b) => a - b),
    0.5,
  )
  return { large: large ?? small, small }
}
