/** Keyed numbers below 2^31 - 1, the first above 0. */
export type Salts = readonly [number, number, number, number]

export const prime = 2_147_483_647

/**
 * A keyed number below 2^31 - 1 for a row number: three rounds over the field of that size, two of them squares, so that
 * nobody who knows the row numbers and this file can tell who comes before whom. Salts of two purposes give numbers that
 * have nothing to do with one another.
 *
 * @param value  SQL of a whole number below 2^31
 */
export function keyedOrder([scale, shift, first, second]: Salts, value = 'id'): string {
  const start = `((${value} * ${scale} + ${shift}) % ${prime})`
  const square = (number: string, salt: number) => `(${number} * (${number} + ${salt}) % ${prime})`
  return square(square(start, first), second)
}
