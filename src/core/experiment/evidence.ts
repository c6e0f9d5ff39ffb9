type Counts = { n: number; successes: number }

/**
 * Rates that the mixture is made of, and their weights: what campaigns have lies below a third. A centre that is off by d
 * costs a share d² / (q (1 - q)) of the evidence, q being the true rate, so a few do for all.
 */
const centres: readonly Weighted[] = [
  [0.003, 0.35],
  [0.12, 0.3],
  [0.35, 0.15],
  [0.65, 0.1],
  [0.88, 0.06],
  [0.997, 0.04],
]
/** Differences in log odds: the usual ones of texts and subjects, from 3 % to a manifold, count most. */
const effects: readonly Weighted[] = [
  [0.03, 0.05],
  [0.06, 0.1],
  [0.12, 0.2],
  [0.25, 0.25],
  [0.5, 0.2],
  [1, 0.15],
  [2, 0.05],
]
type Weighted = readonly [value: number, weight: number]

/** An alternative: the better arm's rate and the other's, with their logarithms. */
const alternatives = centres.flatMap(([centre, ofCentre]) =>
  effects.map(([effect, ofEffect]) => {
    const middle = Math.log(centre / (1 - centre))
    const [better, other] = [logistic(middle + effect / 2), logistic(middle - effect / 2)]
    return {
      better,
      other,
      logBetter: Math.log(better),
      logNotBetter: Math.log1p(-better),
      logOther: Math.log(other),
      logNotOther: Math.log1p(-other),
      logWeight: Math.log(ofCentre * ofEffect),
    }
  }),
)

/**
 * How strongly counts speak for one arm being better than another, as the logarithm of an e-value: whatever the moment
 * at which somebody looks, and however often, the chance that it ever reaches ln(1/α) is at most α while the arm is not
 * better (Ville's inequality).
 *
 * For rates a > b of an alternative, with w the first arm's share of all and m = w a + (1 - w) b, each success of the
 * first arm counts a/m, each failure (1 - a)/(1 - m), those of the other b/m and (1 - b)/(1 - m): the e-variable of
 * Turner, Ly & Grünwald ("Generic E-variables for exact sequential k-sample tests that allow for optional stopping",
 * Journal of Statistical Planning and Inference 230, 2024). Its mean is at most 1 for equal rates, whatever these are
 * and even if they change with the hour, by the inequality of the weighted means; for a worse first arm it is less.
 * Mixed over fixed alternatives it stays so. Exact at every size as long as the arms grow in constant proportion; where
 * shares follow the results, give each wave its own counts (`logEvidenceByWave`).
 *
 * @returns 0 = nothing either way, 3 = twenty to one
 */
export const logEvidence = (first: Counts, second: Counts): number => logEvidenceByWave([{ first, second }])

/**
 * The same over waves, each dealt out by shares that were known before its first mail went out. Within a wave the arms
 * are in constant proportion, so its e-variable has a mean of 1 at most given all that came before, whatever decided the
 * shares and however its readers differ from those of other waves: the product over the waves is evidence again, for
 * each alternative and so for their mixture.
 */
export function logEvidenceByWave(waves: readonly { first: Counts; second: Counts }[]): number {
  const known = waves.filter(({ first, second }) => first.n > 0 && second.n > 0)
  if (!known.length) return 0
  return logSumExp(alternatives.map((it) => known.reduce((sum, wave) => sum + logOf(it, wave), it.logWeight)))
}

function logOf(
  it: (typeof alternatives)[number],
  { first, second }: { first: Counts; second: Counts },
): number {
  const share = first.n / (first.n + second.n)
  const [failures, otherFailures] = [first.n - first.successes, second.n - second.successes]
  const middle = share * it.better + (1 - share) * it.other
  return (
    first.successes * it.logBetter +
    second.successes * it.logOther +
    failures * it.logNotBetter +
    otherFailures * it.logNotOther -
    (first.successes + second.successes) * Math.log(middle) -
    (failures + otherFailures) * Math.log1p(-middle)
  )
}

/**
 * The same against "all arms are equal": the mean of the evidence for each arm being better than the rest taken together,
 * and for each being worse. Means of e-values are e-values, so many arms cost no more than the logarithm of their number.
 */
export const logEvidenceOfDifference = (arms: readonly Counts[]): number =>
  logEvidenceOfDifferenceByWave([arms])

/** @param waves  the arms of each wave, in the same order in all */
export function logEvidenceOfDifferenceByWave(waves: readonly (readonly Counts[])[]): number {
  const each = (waves[0] ?? []).flatMap((_, index) => {
    const pairs = waves.map((arms) => {
      const [arm, all] = [arms[index]!, sumOf(arms)]
      return { first: arm, second: { n: all.n - arm.n, successes: all.successes - arm.successes } }
    })
    return [
      logEvidenceByWave(pairs),
      logEvidenceByWave(pairs.map(({ first, second }) => ({ first: second, second: first }))),
    ]
  })
  return logSumExp(each) - Math.log(each.length)
}

/** Probability that is good at any time: while the null hypothesis is true, it is ever at most α with chance α at most. */
export const alwaysValidP = (logE: number) => Math.min(1, Math.exp(-logE))

const sumOf = (arms: readonly Counts[]): Counts => ({
  n: arms.reduce((sum, arm) => sum + arm.n, 0),
  successes: arms.reduce((sum, arm) => sum + arm.successes, 0),
})

function logSumExp(values: readonly number[]): number {
  let most = -Infinity
  for (const value of values) if (value > most) most = value
  let sum = 0
  for (const value of values) sum += Math.exp(value - most)
  return most + Math.log(sum)
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
