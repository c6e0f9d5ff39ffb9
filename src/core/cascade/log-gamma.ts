/**
 * Natural logarithm of the gamma function for x > 0: Stirling's series (Abramowitz & Stegun 6.1.41), after moving small x
 * up by the recurrence. Right to about 14 digits.
 */
export function logGamma(x: number): number {
  let shifted = x
  let product = 1
  while (shifted < 10) product *= shifted++
  const square = 1 / (shifted * shifted)
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / shifted
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product)
  )
}
