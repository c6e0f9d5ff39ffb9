import { seeded } from '../core/chance.ts'

/**
 * Chance that can be repeated. A stream belongs to words ("1", "letter", an address), so what one person does never
 * depends on who happened to act before: the same seed tells the same story however the requests fall.
 */
export type Chance = {
  /** In [0, 1). */
  next(): number
  /** True with this probability. */
  happens(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** A key of the record, in proportion to its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  /** Up to `count` different ones, in the order of the list. */
  some<T>(from: readonly T[], count: number): T[]
}

export function chanceOf(...words: readonly (string | number)[]): Chance {
  const next = seeded(hash(words.join('\0')))
  const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)]!
  return {
    next,
    happens: (probability) => next() < probability,
    pick,
    weighted: (weights) => weighted(weights, next()),
    some(from, count) {
      const taken = new Set<number>()
      for (let turn = 0; turn < count; turn++) taken.add(Math.floor(next() * from.length))
      return from.filter((_, index) => taken.has(index))
    },
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value | 0
}

function weighted<K extends string>(weights: Readonly<Record<K, number>>, at: number): K {
  const pairs = Object.entries(weights) as [K, number][]
  let rest = at * pairs.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [key, weight] of pairs) {
    rest -= weight
    if (rest < 0) return key
  }
  return pairs[0]![0]
}

/** Knuth's way; fit for means up to some hundreds. */
export function poisson(chance: Chance, mean: number): number {
  const limit = Math.exp(-mean)
  let product = chance.next()
  let count = 0
  while (product > limit) {
    product *= chance.next()
    count++
  }
  return count
}

/**
 * Negative binomial with dispersion 1: a Poisson whose mean is itself exponential. Most people tell few, a few tell
 * many; a plain Poisson would make every cascade look alike.
 */
export function overdispersed(chance: Chance, mean: number): number {
  return poisson(chance, Math.min(-Math.log(1 - chance.next()) * mean, mean * 12))
}

/** Log-normal: human reaction times have a long tail. @returns whole ms, at most `mostMs` */
export function delay(chance: Chance, it: { medianMs: number; mostMs: number }): number {
  const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next())
  return Math.round(Math.min(it.medianMs * Math.exp(1.1 * normal), it.mostMs))
}
