/** One arm of a test: how many had it, and how many of them did what the test asks for. 0 ≤ successes ≤ n, both whole. */
export type Arm = { arm: string; n: number; successes: number }

export type Interval = { low: number; high: number }

/** What a test is wrong with at most, as long as nothing else is said. */
export const usualAlpha = 0.05

export const rateOf = ({ n, successes }: Pick<Arm, 'n' | 'successes'>): number | null =>
  n > 0 ? successes / n : null
