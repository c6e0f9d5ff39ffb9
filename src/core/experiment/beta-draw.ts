/** A draw from the Beta law, as the ratio of two of the Gamma law. @param random  uniform numbers in [0, 1) */
export function betaDraw(a: number, b: number, random: () => number): number {
  const first = gammaDraw(a, random)
  return first / (first + gammaDraw(b, random))
}

/** Marsaglia & Tsang, "A simple method for generating gamma variables" (ACM TOMS 26, 2000); shapes below 1 by their section 6. */
function gammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normalDraw(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Box & Muller 1958. */
const normalDraw = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
