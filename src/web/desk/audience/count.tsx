import { isLanguageTag } from '../../../core/language.ts'
import { audiencePageWords } from '../../../i18n/desk/audience-page-words.ts'
import { type DeskLanguage, deskWords } from '../../../i18n/desk/words.ts'
import { plural, words } from '../../../i18n/words.ts'
import { exclusions } from '../../../store/funnel.ts'
import { countryName, percent } from '../../ui/say.ts'
import { MapView, mapOf } from '../analyst/map-view.tsx'
import { Num } from '../number.tsx'
import type { Shown } from '../small-cells.ts'
import type { Counted } from './audience-view.ts'
import { type Told, toldOf } from './told.ts'

/** The answer: a sentence, how many, whom not and why, where and in which language. */
export function Count({ language, counted }: { language: DeskLanguage; counted: Counted }) {
  const { count, few } = { ...audiencePageWords(language), few: audiencePageWords(language).count.few }
  const { tables } = deskWords(language)
  const told = toldOf(counted.funnel, counted.veil)
  const country = (code: string) => (code ? countryName(language, code) : tables.elsewhere)
  const tongue = (tag: string) => (isLanguageTag(tag) ? words(tag).name : tag || tables.elsewhere)
  const map = mapOf(
    deskWords(language).funnel.people,
    told.byCountry.map(([code, people]) => ({ code, name: country(code), people })),
  )
  return (
    <>
      <p class="sentence">{counted.words}</p>
      <p class="lead">
        {told.matched === 'hidden' ? few : plural(language, count.matched, counted.funnel.matched)}{' '}
        {typeof told.final === 'number' && plural(language, count.final, told.final)}
      </p>
      <Steps {...{ language, told }} />
      {map && <MapView language={language} map={map} />}
      <Ranked
        {...{ language }}
        title={count.byCountry}
        first={tables.country}
        rows={told.byCountry}
        name={country}
      />
      <Ranked
        {...{ language }}
        title={count.byLanguage}
        first={tables.language}
        rows={told.byLanguage}
        name={tongue}
        tagged
      />
      <details>
        <summary>{count.source}</summary>
        <pre class="source" dir="ltr" tabindex={0}>
          {counted.source}
        </pre>
      </details>
    </>
  )
}

/** Reasons that leave out nobody are not worth a line. */
function Steps({ language, told }: { language: DeskLanguage; told: Told }) {
  const { funnel } = deskWords(language)
  const losses = exclusions.filter((reason) => told.excluded[reason] !== 0)
  return (
    <table class="numbers short">
      <thead>
        <tr>
          <th scope="col">{funnel.step}</th>
          <th scope="col" class="number">
            {funnel.people}
          </th>
        </tr>
      </thead>
      <tbody>
        <Step name={funnel.matched} {...{ language }} people={told.matched} />
        {losses.map((reason) => (
          <Step key={reason} name={funnel[reason]} {...{ language }} people={told.excluded[reason]} loss />
        ))}
      </tbody>
      <tfoot>
        <Step name={funnel.final} {...{ language }} people={told.final} />
      </tfoot>
    </table>
  )
}

type Line = { language: DeskLanguage; name: string; people: Shown; loss?: boolean }

function Step({ language, name, people, loss = false }: Line) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">
        {loss && people !== 'hidden' && <span aria-hidden="true">− </span>}
        <Num language={language} value={people} />
      </td>
    </tr>
  )
}

type Table = {
  language: DeskLanguage
  title: string
  first: string
  rows: Told['byCountry']
  name: (key: string) => string
  /** The names are in the languages they name. */
  tagged?: boolean
}

/** The largest first. A hidden number has no bar and no share, which would tell it. */
function Ranked({ language, title, first, rows, name, tagged = false }: Table) {
  if (!rows.length) return null
  const { count } = audiencePageWords(language)
  const numbers = rows.map(([, people]) => (typeof people === 'number' ? people : 0))
  const [largest, total] = [Math.max(1, ...numbers), numbers.reduce((sum, one) => sum + one, 0)]
  const complete = rows.every(([, people]) => people !== 'hidden')
  return (
    <section>
      <h3>{title}</h3>
      <table class="numbers bars">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <td />
            <th scope="col" class="number">
              {deskWords(language).funnel.people}
            </th>
            {complete && (
              <th scope="col" class="number">
                {count.share}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key], at) => (
            <tr key={key}>
              <th scope="row">{tagged ? <bdi lang={key || language}>{name(key)}</bdi> : name(key)}</th>
              <td class="bar">
                <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={((100 * numbers[at]!) / largest).toFixed(1)} height="8" />
                </svg>
              </td>
              <td class="number">
                <Num language={language} value={rows[at]![1]} />
              </td>
              {complete && <td class="number">{percent(language, numbers[at]!, total)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
