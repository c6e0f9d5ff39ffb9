import { isLanguageTag } from '../../core/language.ts'
import type { Cell } from '../../engine/stats.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { words } from '../../i18n/words.ts'
import { countryName } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'
import { Num } from './number.tsx'
import { shownColumn } from './small-cells.ts'

type Props = { language: DeskLanguage; view: CampaignView }
const measures = ['audience', 'sent', 'clicks', 'joins', 'unsubscribes'] as const

/** The same figures by language and by country. */
export function Breakdown({ language, view }: Props) {
  const { tables } = deskWords(language)
  const languageName = (tag: string) => (isLanguageTag(tag) ? words(tag).name : tag || tables.elsewhere)
  const country = (code: string) => (code ? countryName(language, code) : tables.elsewhere)
  return (
    <div class="pair">
      <CellTable
        {...{ language, view }}
        title={tables.byLanguage}
        first={tables.language}
        cells={view.stats.byLanguage}
        name={languageName}
        tagged
      />
      <CellTable
        {...{ language, view }}
        title={tables.byCountry}
        first={tables.country}
        cells={view.stats.byCountry}
        name={country}
      />
    </div>
  )
}

type Table = Props & {
  title: string
  first: string
  cells: Record<string, Cell>
  name: (key: string) => string
  /** The names are in the languages they name. */
  tagged?: boolean
}

function CellTable({ language, view, title, first, cells, name, tagged = false }: Table) {
  const { tables } = deskWords(language)
  const keys = Object.keys(cells)
  if (!keys.length) return null
  const kept = measures.filter((measure) => keys.some((key) => cells[key]![measure] !== null))
  const columns = kept.map((measure) =>
    shownColumn(
      keys.map((key) => cells[key]![measure]),
      view.veil,
    ),
  )
  return (
    <section>
      <h2>{title}</h2>
      <section class="scroll" tabindex={0} aria-label={title}>
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {kept.map((measure) => (
                <th key={measure} scope="col" class="number">
                  {tables[measure]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key, index) => (
              <tr key={key}>
                <th scope="row">{tagged ? <bdi lang={key || language}>{name(key)}</bdi> : name(key)}</th>
                {columns.map((column) => (
                  <td class="number">
                    <Num language={language} value={column[index] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
