import { usualSmallest, veil } from '../../core/disclosure.ts'

/** Analysts see no number of people below this: with so few, a figure begins to point at somebody. */
export const smallest = usualSmallest

/** A number that may be shown, `hidden`, or null where there is none to show. */
export type Shown = number | 'hidden' | null

/** Every number for those who may see all, none under ten for the others. */
export function shown(value: number | null, veiled: boolean): Shown {
  return veiled && value !== null && value < smallest ? 'hidden' : value
}

/**
 * A column of numbers whose total is known. One hidden number alone, or a few that together are small, could be found
 * by subtraction: core/disclosure says which others are hidden with them. Nought is a number of people too.
 */
export function shownColumn(values: readonly (number | null)[], veiled: boolean): Shown[] {
  if (!veiled) return [...values]
  const places = values.flatMap((value, place) => (value === null ? [] : [place]))
  const counts = places.map((place) => values[place]!)
  const total = counts.reduce((sum, value) => sum + value, 0)
  const parts = counts.map((_, part) => part)
  const veils = veil([...counts, total], [{ whole: counts.length, parts }], { quiet: () => true })
  const hidden = new Set(places.filter((_, part) => veils[part] !== 'shown'))
  return values.map((value, place) => (hidden.has(place) ? 'hidden' : value))
}
