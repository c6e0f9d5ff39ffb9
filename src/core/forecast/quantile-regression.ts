/** Rows of features, one after the other; the first feature is 1. */
export type Rows = { count: number; width: number; values: Float64Array }

const turns = 100
/** Width of the rounded middle of the loss, over the size of the outcomes: ten times this moves the line of a tenth by one in a hundred. */
const smooth = 1e-4
/** The ridge weighs as much as this many rows. */
const ridge = 0.5

/**
 * Coefficients of the line below which a share `tau` of the outcomes lies (Koenker & Bassett, Econometrica 1978), by
 * majorize and minimize (Hunter & Lange 2000): a weighted least-squares fit, again and again. Features should be about of
 * size 1: a ridge, which spares the first one, keeps those apart that say the same.
 */
export function quantileRegression(rows: Rows, outcomes: Float64Array, tau: number): Float64Array {
  const { count, width, values } = rows
  let coefficients: Float64Array = new Float64Array(width)
  const weights = new Float64Array(count).fill(1)
  const scale = typical(outcomes)
  for (let turn = 0; turn < turns; turn++) {
    coefficients = weighted(rows, outcomes, weights, tau, turn === 0)
    for (let row = 0; row < count; row++) {
      let residual = outcomes[row]!
      for (let at = 0; at < width; at++) residual -= coefficients[at]! * values[row * width + at]!
      weights[row] = 1 / (smooth * scale + Math.abs(residual))
    }
  }
  return coefficients
}

const typical = (outcomes: Float64Array) =>
  outcomes.reduce((sum, one) => sum + Math.abs(one), 0) / Math.max(1, outcomes.length) + 1e-9

/** Minimises the sum of w r² / 2 + (2 tau - 1) r, the majorizer of the check loss (times two). */
function weighted(
  { count, width, values }: Rows,
  outcomes: Float64Array,
  weights: Float64Array,
  tau: number,
  plain: boolean,
): Float64Array {
  const normal = new Float64Array(width * width)
  const right = new Float64Array(width)
  let mass = 0
  for (let row = 0; row < count; row++) {
    const weight = weights[row]!
    mass += weight
    const pull = weight * outcomes[row]! + (plain ? 0 : 2 * tau - 1)
    for (let at = 0; at < width; at++) {
      const value = values[row * width + at]!
      right[at]! += value * pull
      for (let to = 0; to <= at; to++) normal[at * width + to]! += weight * value * values[row * width + to]!
    }
  }
  const each = (ridge * mass) / Math.max(1, count)
  for (let at = 0; at < width; at++) normal[at * width + at]! += at === 0 ? each * 1e-6 : each
  return solved(normal, right, width)
}

/** Cholesky's factors, in place; only the lower half of the matrix is read. */
function solved(matrix: Float64Array, right: Float64Array, width: number): Float64Array {
  for (let at = 0; at < width; at++)
    for (let to = 0; to <= at; to++) {
      let sum = matrix[at * width + to]!
      for (let by = 0; by < to; by++) sum -= matrix[at * width + by]! * matrix[to * width + by]!
      matrix[at * width + to] = at === to ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[to * width + to]!
    }
  for (let at = 0; at < width; at++) {
    for (let by = 0; by < at; by++) right[at]! -= matrix[at * width + by]! * right[by]!
    right[at]! /= matrix[at * width + at]!
  }
  for (let at = width - 1; at >= 0; at--) {
    for (let by = at + 1; by < width; by++) right[at]! -= matrix[by * width + at]! * right[by]!
    right[at]! /= matrix[at * width + at]!
  }
  return right
}

export function predicted(coefficients: Float64Array, features: ArrayLike<number>, from = 0): number {
  let sum = 0
  for (let at = 0; at < coefficients.length; at++) sum += coefficients[at]! * features[from + at]!
  return sum
}
