import { AppError } from '../../../core/error.ts'
import { sampleRatioLimits } from '../../../core/experiment/judge.ts'
import type { Deps } from '../../../engine/deps.ts'
import { type CampaignExperiment, experiment } from '../../../engine/experiment.ts'
import { comparingWords } from '../../../i18n/desk/comparing-words.ts'
import { figureWords } from '../../../i18n/desk/figure-words.ts'
import { plural } from '../../../i18n/words.ts'
import type { Campaign } from '../../../store/campaigns.ts'
import { say } from '../../ui/say.ts'
import { type Shown, shownColumn, smallest } from '../small-cells.ts'
import { drawn, type Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'
import { decimals } from './spread-panels.ts'

/** What the comparison says, or why there is none: `variants`, `experiment-hits`. */
export type Compared = { answer: CampaignExperiment } | { none: string }

export async function comparedIn(deps: Deps, campaign: Campaign): Promise<Compared> {
  try {
    return { answer: await experiment(deps, campaign) }
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return { none: error.key }
    throw error
  }
}

/** Versions with their intervals, and what one may say of them. */
export function experimentPanel(reader: Reader, compared: Compared): Panel {
  const { language } = reader
  const { experiment: words } = figureWords(language)
  const it = 'answer' in compared ? compared.answer : null
  const rows = it ? rowsOf(reader, it) : []
  const known = rows.flatMap(({ label, values }) => {
    const [at, low, high] = values.slice(2).map(drawn) as [number | null, number | null, number | null]
    return at === null || low === null || high === null ? [] : [{ label, at, low, high }]
  })
  return {
    name: 'experiment',
    title: words.title,
    lead: words.lead,
    first: { key: 'arm', title: words.arm },
    columns: [
      { key: 'n', title: words.n },
      { key: 'successes', title: words.successes[it?.measure ?? 'joins'] },
      { key: 'rate', title: words.rate, as: 'percent' },
      { key: 'low', title: words.low, as: 'percent' },
      { key: 'high', title: words.high, as: 'percent' },
    ],
    rows,
    notes: it ? saidOf(reader, it) : [absent(language, compared)],
    chart: known.length
      ? { kind: 'intervals', labels: known.map(({ label }) => label), points: known, as: 'percent' }
      : null,
  }
}

/** A rate and its interval tell the numbers they come of: they are hidden with them. */
function rowsOf({ language, veil }: Reader, { arms }: CampaignExperiment) {
  const { experiment: words } = figureWords(language)
  const sizes = shownColumn(
    arms.map((arm) => arm.n),
    veil,
  )
  const successes = shownColumn(
    arms.map((arm) => arm.successes),
    veil,
  )
  return arms.map((arm, index) => {
    const [n, done] = [sizes[index]!, successes[index]!]
    const isHidden = n === 'hidden' || done === 'hidden'
    const rates = [arm.rate, arm.low, arm.high].map((value): Shown => (isHidden ? 'hidden' : value))
    return { key: arm.arm || 'all', label: arm.arm || words.all, values: [n, done, ...rates] }
  })
}

function saidOf({ language, veil }: Reader, it: CampaignExperiment): string[] {
  const { experiment: words } = figureWords(language)
  const comparing = comparingWords(language)
  const verdict =
    it.arms.length < 2
      ? words.one
      : it.assignment.isOff
        ? comparing.broken
        : it.winner === null
          ? it.verdict === 'early'
            ? comparing.early
            : words.noWinner
          : say(language, words.winner, { arm: it.winner })
  const isUneven = it.sampleRatioP !== null && it.sampleRatioP < sampleRatioLimits.doubt
  return [
    verdict,
    ...(it.comparableFrom === null ? [] : [comparing.staggered]),
    words.measure[it.measure],
    ...(it.judged === 'first' ? [words.first] : []),
    ...(it.judged === 'waves' ? [comparing.waves] : []),
    ...apart({ language, veil }, it),
    ...(isUneven ? [words.uneven] : []),
    ...added({ language, veil }, it),
  ]
}

/** How far each version is from the first. Hidden where one of the numbers behind it is. */
function apart(reader: Reader, it: CampaignExperiment): string[] {
  if (rowsOf(reader, it).some(({ values }) => values.includes('hidden'))) return []
  const { language } = reader
  const points = (value: number) => signed(language, value * 100)
  return it.differences.flatMap(({ arm, against, difference, low, high }) =>
    difference === null
      ? []
      : [
          say(language, comparingWords(language).difference, {
            ...{ arm, against, difference: points(difference), unit: unitOf(language, difference) },
            ...{ low: points(low), high: points(high) },
          }),
        ],
  )
}

/** Differences of small groups tell the groups. */
function added({ language, veil }: Reader, { incremental }: CampaignExperiment): string[] {
  const { experiment: words } = figureWords(language)
  if (!incremental || incremental.direct.difference === null) return []
  const { treated, heldOut, direct, spillOver } = incremental
  const comparing = comparingWords(language)
  const groups = [...[treated, heldOut].flatMap(({ n, joined }) => [n, joined]), spillOver.joined]
  if (veil && groups.some((value) => value < smallest)) return [words.effectHidden]
  const points = (value: number) => signed(language, value * 100)
  return [
    say(language, words.effect, {
      difference: points(direct.difference!),
      unit: unitOf(language, direct.difference!),
      low: points(direct.low),
      high: points(direct.high),
    }),
    direct.isClear ? comparing.clearEffect : comparing.noEffect,
    ...(spillOver.rate === null
      ? []
      : [
          say(language, comparing.spillOver, {
            ...{ joined: spillOver.joined, rate: points(spillOver.rate) },
            ...{ low: points(spillOver.low), high: points(spillOver.high) },
          }),
        ]),
  ]
}

/** With a minus sign, and without the mark of direction that would put it behind the number in an Arabic sentence. */
const signed = (language: Reader['language'], value: number) =>
  `${value < 0 ? '\u2212' : ''}${decimals(language, Math.abs(value))}`

/** `point` or `points`, as the language counts them. */
const unitOf = (language: Reader['language'], difference: number) =>
  plural(language, comparingWords(language).unit, Math.round(Math.abs(difference) * 10_000) / 100)

const absent = (language: Reader['language'], compared: Compared) =>
  'none' in compared && compared.none === 'experiment-hits'
    ? figureWords(language).experiment.crowded
    : figureWords(language).experiment.none
