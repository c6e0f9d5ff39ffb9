import { type DeskLanguage, type DeskWords, deskWords } from '../../i18n/desk/words.ts'
import { plural } from '../../i18n/words.ts'
import { count, say } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'
import { Flags } from './flags.tsx'
import { Num } from './number.tsx'
import { type Shown, shown, shownColumn, smallest } from './small-cells.ts'

type Row = { generation: number; participants: Shown; brought: Shown }

/** How far it travelled: bars by generation, then what one participant brings, in a sentence. */
export function Spread({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const { spread, tables } = deskWords(language)
  const rows = rowsOf(view)
  const seeds = view.stats.generations[0]?.participants ?? view.stats.audience
  return (
    <section class="spread" aria-labelledby="spread-title">
      <h2 id="spread-title">{spread.title}</h2>
      {shown(seeds, view.veil) !== 'hidden' && <p>{plural(language, spread.seed, seeds)}</p>}
      {rows.length === 0 ? (
        <p class="hint">{spread.none}</p>
      ) : (
        <>
          <table class="numbers bars">
            <caption>{spread.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{spread.generation}</th>
                <th scope="col">{spread.bar}</th>
                <th scope="col" class="number">
                  {spread.participants}
                </th>
                <th scope="col" class="number">
                  {spread.brought}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <GenerationRow key={row.generation} {...{ language, row, rows, tables }} />
              ))}
            </tbody>
          </table>
          <Reproduction language={language} view={view} />
        </>
      )}
      <Flags language={language} view={view} />
    </section>
  )
}

/**
 * Generations after the first readers. The bars compare these alone: beside a whole audience they would be hairs.
 * What the newest generation brings is still to come, so nothing is said of it.
 */
function rowsOf({ stats, veil }: CampaignView): Row[] {
  const later = stats.generations.filter((one) => one.generation > 0)
  const participants = shownColumn(
    later.map((one) => one.participants),
    veil,
  )
  return later.map(({ generation, children, r }, index) => {
    const known =
      participants[index] !== 'hidden' &&
      (participants[index + 1] ?? 0) !== 'hidden' &&
      !(veil && children < smallest)
    return {
      generation,
      participants: participants[index]!,
      brought: r === null || index === later.length - 1 ? null : known ? Math.round(r * 100) : 'hidden',
    }
  })
}

type BarRow = { language: DeskLanguage; row: Row; rows: readonly Row[]; tables: DeskWords['tables'] }

function GenerationRow({ language, row, rows }: BarRow) {
  const most = Math.max(
    ...rows.map((one) => (typeof one.participants === 'number' ? one.participants : 0)),
    1,
  )
  const size = typeof row.participants === 'number' ? (row.participants / most) * 100 : 0
  return (
    <tr>
      <th scope="row">{count(language, row.generation)}</th>
      <td class="bar">
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect width={size.toFixed(1)} height="8" />
        </svg>
      </td>
      <td class="number">
        <Num language={language} value={row.participants} />
      </td>
      <td class="number">
        <Num language={language} value={row.brought} />
      </td>
    </tr>
  )
}

/**
 * The reproduction number with its 95 % interval, said so that it can be repeated in a meeting; nothing is said before it
 * means something. As `mawja cascade` says it: only people who were reached count, by the time they have had.
 */
function Reproduction({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const { spread } = deskWords(language)
  if (shown(view.stats.joins, view.veil) === 'hidden') return <p class="sentence">{spread.hidden}</p>
  const { estimate, low, high, tooEarly } = view.reproduction
  if (tooEarly || estimate === null || low === null || high === null)
    return <p class="sentence">{spread.early}</p>
  const perHundred = (r: number) =>
    new Intl.NumberFormat(language === 'ar' ? 'ar-MA' : language, {
      maximumFractionDigits: r < 0.1 ? 1 : 0,
    }).format(r * 100)
  return (
    <p class="sentence">
      <strong>{say(language, spread.r, { joined: perHundred(estimate) })}</strong>{' '}
      {say(language, spread.between, { low: perHundred(low), high: perHundred(high) })}{' '}
      {high < 1 ? spread.fading : low > 1 ? spread.growing : spread.open}
    </p>
  )
}
