/**
 * How likely a chi-square statistic of at least this size is by chance: the upper tail Q(df/2, x/2) of the regularized
 * gamma function, by its series below the mean and its continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31).
 *
 * @param statistic  0 or more
 * @param degrees    degrees of freedom, from 1
 */
export function chiSquareTail(statistic: number, degrees: number): number {
  if (statistic <= 0) return 1
  const [shape, at] = [degrees / 2, statistic / 2]
  const scale = Math.exp(shape * Math.log(at) - at - logGammaOfHalves(degrees))
  return at < shape + 1 ? Math.max(0, 1 - scale * lowerSeries(shape, at)) : scale * upperFraction(shape, at)
}

/**
 * Pearson's statistic of counts against what was to be expected. Sums need not agree: the expected ones are shares.
 *
 * @returns null where there is nothing to compare: fewer than two cells, or one in which fewer than 5 are expected
 *   (Cochran 1954)
 */
export function sampleRatio(
  cells: readonly { expected: number; observed: number }[],
): { statistic: number; p: number } | null {
  const observed = cells.reduce((sum, cell) => sum + cell.observed, 0)
  const shares = cells.reduce((sum, cell) => sum + cell.expected, 0)
  const expected = cells.map((cell) => (cell.expected / shares) * observed)
  if (cells.length < 2 || !expected.every((count) => count >= 5)) return null
  const statistic = cells.reduce(
    (sum, cell, index) => sum + (cell.observed - expected[index]!) ** 2 / expected[index]!,
    0,
  )
  return { statistic, p: chiSquareTail(statistic, cells.length - 1) }
}

/** ln of the gamma function at degrees/2, by its recurrence from 1 or from a half. */
function logGammaOfHalves(degrees: number): number {
  let sum = degrees % 2 ? Math.log(Math.PI) / 2 : 0
  for (let at = degrees / 2 - 1; at > 0; at--) sum += Math.log(at)
  return sum
}

function lowerSeries(shape: number, at: number): number {
  let term = 1 / shape
  let sum = term
  for (let step = 1; term > sum * 1e-16; step++) {
    term *= at / (shape + step)
    sum += term
  }
  return sum
}

/** Lentz's way through the continued fraction. */
function upperFraction(shape: number, at: number): number {
  let even = at + 1 - shape
  let [c, d] = [1e300, 1 / even]
  let value = d
  for (let step = 1; step < 500; step++) {
    const top = -step * (step - shape)
    even += 2
    d = 1 / (top * d + even)
    c = even + top / c
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return value
}
