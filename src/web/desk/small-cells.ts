/** Analysts see no number of people below this: with so few, a figure begins to point at somebody. */
export const smallest = 10

/** A number that may be shown, `hidden`, or null where there is none to show. */
export type Shown = number | 'hidden' | null

/** Every number for those who may see all, none under ten for the others. */
export function shown(value: number | null, veil: boolean): Shown {
  return veil && value !== null && value < smallest ? 'hidden' : value
}

/**
 * A column of numbers whose total is known. One hidden number alone, or a few that together are small, could be found
 * by subtraction: so the next smallest are hidden with them until they cannot.
 */
export function shownColumn(values: readonly (number | null)[], veil: boolean): Shown[] {
  if (!veil) return [...values]
  const ranked = values
    .flatMap((value, index) => (value === null ? [] : [{ value, index }]))
    .sort((a, b) => a.value - b.value)
  const hidden = new Set<number>()
  let sum = 0
  for (const { value, index } of ranked) {
    const safe = hidden.size === 0 || (hidden.size > 1 && sum >= smallest)
    if (value >= smallest && safe) break
    hidden.add(index)
    sum += value
  }
  return values.map((value, index) => (hidden.has(index) ? 'hidden' : value))
}
