import { raw } from 'hono/html'
import { countryPlace } from '../../../core/country-places.ts'
import { mapWords } from '../../../i18n/desk/map-words.ts'
import { type DeskLanguage, deskWords } from '../../../i18n/desk/words.ts'
import { say } from '../../ui/say.ts'
import type { Shown } from '../small-cells.ts'
import { drawChart } from './chart.ts'
import { isOn, near } from './map-frame.ts'
import type { Inhabited } from './map-layout.ts'

/** Numbers of people by country, with what they count. */
export type MapOf = { what: string; countries: readonly Inhabited[] }

/**
 * What of a table goes on a map: null where no number may be shown, or there is nobody.
 *
 * @param rows  by ISO 3166-1 code; anything else stands in the table alone
 */
export function mapOf(
  what: string,
  rows: readonly { code: string; name: string; people: Shown }[],
): MapOf | null {
  const countries = rows.filter((row): row is Inhabited => row.people !== null && row.people !== 0)
  const isTold = countries.some(({ code, people }) => people !== 'hidden' && countryPlace(code))
  return isTold ? { what, countries } : null
}

type Props = { language: DeskLanguage; map: MapOf }

/** The map with the words that say how to read it. It says no more than the table beside it. */
export function MapView({ language, map: { what, countries } }: Props) {
  const words = mapWords(language)
  const { hidden } = deskWords(language).tables
  const placed = countries.filter(({ code }) => countryPlace(code))
  const isNear = ({ code }: Inhabited) => isOn(near, code)
  const lines = [
    say(language, words.reading, { what }),
    ...(placed.some(({ people }) => people === 'hidden') ? [words.hidden] : []),
    ...(placed.some(isNear) && !placed.every(isNear) ? [words.elsewhere] : []),
    ...(placed.length < countries.length ? [words.unknown] : []),
    words.land,
  ]
  return (
    <figure class="map">
      {raw(
        drawChart({ kind: 'map', countries: placed, hidden }, language, say(language, words.label, { what })),
      )}
      <figcaption class="hint">{lines.join(' ')}</figcaption>
    </figure>
  )
}
