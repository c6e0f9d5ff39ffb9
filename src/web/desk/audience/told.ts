import { veil } from '../../../core/disclosure.ts'
import type { Funnel } from '../../../engine/funnel.ts'
import { exclusions } from '../../../store/funnel.ts'
import type { Shown } from '../small-cells.ts'

export type Told = {
  matched: Shown
  final: Shown
  excluded: Record<(typeof exclusions)[number], Shown>
  byCountry: [key: string, people: Shown][]
  byLanguage: [key: string, people: Shown][]
}

/**
 * The figures of a count as they are told to somebody. All of them hang together: the steps of the funnel add up to the
 * people matched, and countries as well as languages to those a message would reach; so they are veiled together.
 */
export function toldOf(funnel: Funnel, veiled: boolean): Told {
  const reasons = exclusions.map((reason) => funnel.excluded[reason])
  const countries = Object.entries(funnel.byCountry)
  const languages = Object.entries(funnel.byLanguage)
  const counts = [
    funnel.matched,
    funnel.final,
    ...reasons,
    ...countries.map(number),
    ...languages.map(number),
  ]
  const places = (from: number, length: number) => Array.from({ length }, (_, at) => from + at)
  const [reasonsAt, countriesAt] = [places(2, reasons.length), places(2 + reasons.length, countries.length)]
  const languagesAt = places(2 + reasons.length + countries.length, languages.length)
  const relations = [
    { whole: 0, parts: [1, ...reasonsAt] },
    { whole: 1, parts: countriesAt },
    { whole: 1, parts: languagesAt },
  ].filter(({ parts }) => parts.length > 0)
  const veils = veiled ? veil(counts, relations, { quiet: () => true }) : null
  const told = (place: number): Shown => (veils && veils[place] !== 'shown' ? 'hidden' : counts[place]!)
  return {
    matched: told(0),
    final: told(1),
    excluded: Object.fromEntries(
      exclusions.map((reason, at) => [reason, told(reasonsAt[at]!)]),
    ) as Told['excluded'],
    byCountry: countries.map(([key], at) => [key, told(countriesAt[at]!)]),
    byLanguage: languages.map(([key], at) => [key, told(languagesAt[at]!)]),
  }
}

const number = ([, count]: [string, number]) => count
