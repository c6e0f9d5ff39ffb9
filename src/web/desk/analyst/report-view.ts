import { publishedCampaigns } from '../../../core/published-campaigns.ts'
import { zoneOf } from '../../../core/time.ts'
import { type CampaignCascade, cascade } from '../../../engine/cascade.ts'
import type { Deps } from '../../../engine/deps.ts'
import { flagWords } from '../../../i18n/desk/flag-words.ts'
import { reportWords } from '../../../i18n/desk/report-words.ts'
import { type DeskLanguage, deskWords } from '../../../i18n/desk/words.ts'
import { type Campaign, editionById } from '../../../store/campaigns.ts'
import { institutionById } from '../../../store/institutions.ts'
import { count, day, moment, say } from '../../ui/say.ts'
import { type Shown, shown, shownColumn } from '../small-cells.ts'
import { comparedIn, experimentPanel } from './experiment-panel.ts'
import { nameOf, overviewOf } from './figures-view.ts'
import type { Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'
import { decimals, generationsPanel, reproductionPanel } from './spread-panels.ts'

/** R by the identity of Watts & Peretti; null where too few joined. */
export type Sum = { seeds: number; total: number; r: number; gain: number }

export type ReportView = {
  slug: string
  language: DeskLanguage
  title: string
  lead: string
  facts: [name: string, value: string][]
  edition: string
  sum: Sum | null
  said: string
  panels: Panel[]
  texts: { title: string; lines: readonly string[] }[]
}

/**
 * The report of a campaign. It is made to be handed on, so small numbers are hidden in it from everybody, whoever asks.
 */
export async function reportView(
  deps: Deps,
  it: { campaign: Campaign; language: DeskLanguage },
): Promise<ReportView> {
  const { campaign, language } = it
  const words = reportWords(language)
  const reader: Reader = { language, veil: true }
  const figures = await cascade(deps, campaign)
  const sum = sumOf(figures)
  const { facts, edition, now } = await factsOf(deps, campaign, language)
  const compared = await comparedIn(deps, campaign)
  const asked = { hours: false }
  const overview = (await overviewOf(deps, campaign, reader, asked)).filter(({ name }) => name !== 'hours')
  const [funnel, ...breakdowns] = overview
  return {
    slug: campaign.slug,
    language,
    title: say(language, words.title, { name: await nameOf(deps, campaign, language) }),
    lead: say(language, words.lead, { date: now }),
    facts,
    edition,
    sum,
    said: sum ? say(language, words.sum, written(language, sum)) : words.sumHidden,
    panels: [
      funnel!,
      reproductionPanel(reader, figures),
      publishedPanel(language, sum),
      generationsPanel(reader, figures),
      ...breakdowns,
      ...('answer' in compared ? [experimentPanel(reader, compared)] : []),
      flagsPanel(language, figures),
    ],
    texts: [
      words.definitions,
      { ...words.limits, lines: [...words.limits.lines, deskWords(language).tables.small] },
    ],
  }
}

/** People the institution reached, and all participants: R = 1 - seeds / total. */
function sumOf({ trees, nodes }: CampaignCascade): Sum | null {
  if (shown(trees, true) === 'hidden' || shown(nodes - trees, true) === 'hidden') return null
  return { seeds: trees, total: nodes, r: 1 - trees / nodes, gain: nodes / trees }
}

const written = (language: string, { seeds, total, r, gain }: Sum) => ({
  seeds: count(language, seeds),
  total: count(language, total),
  r: decimals(language, r),
  gain: decimals(language, gain),
})

async function factsOf(deps: Deps, campaign: Campaign, language: DeskLanguage) {
  const { facts } = reportWords(language)
  const institution = await institutionById(deps.db, campaign.institutionId)
  const zone = zoneOf(institution?.timeZone ?? null, institution?.country ?? null)
  const id = campaign.runningEditionId ?? campaign.editionId
  const edition = id === null ? '' : ((await editionById(deps.db, id))?.hash ?? '')
  const now = moment(language, deps.clock.now(), zone)
  const pairs: [string, string][] = [
    [facts.institution, institution?.name ?? ''],
    [facts.launched, campaign.launchedAt === null ? '–' : day(language, campaign.launchedAt, zone)],
    [facts.state, deskWords(language).states[campaign.state] ?? campaign.state],
    ...(campaign.finishedAt === null
      ? []
      : [[facts.finished, day(language, campaign.finishedAt, zone)] as [string, string]]),
    [facts.made, now],
    [facts.edition, edition],
  ]
  return { facts: pairs, edition, now }
}

/** What others came to, with where it is written. */
function publishedPanel(language: DeskLanguage, sum: Sum | null): Panel {
  const { published } = reportWords(language)
  const own = {
    key: 'own',
    label: published.own,
    values: (sum
      ? [sum.seeds, sum.total, sum.r, sum.gain]
      : ['hidden', 'hidden', 'hidden', 'hidden']) as Shown[],
  }
  const others = publishedCampaigns.map(({ name, seeds, total, r, atLeast, source }) => ({
    key: name,
    label: `${atLeast ? say(language, published.atLeast, { name }) : name} · ${source}`,
    values: [seeds, total, r, seeds && total ? total / seeds : 1 / (1 - r)],
  }))
  return {
    name: 'published',
    title: published.title,
    lead: published.lead,
    first: { key: 'campaign', title: published.campaign },
    columns: [
      { key: 'seeds', title: published.seeds },
      { key: 'total', title: published.total },
      { key: 'r', title: published.r, as: 'rate' },
      { key: 'gain', title: published.gain, as: 'rate' },
    ],
    rows: [own, ...others],
    notes: [],
    chart: null,
  }
}

/** Odd joins by reason; attempts over links nobody made are of the installation and of no campaign. */
function flagsPanel(language: DeskLanguage, { flagged }: CampaignCascade): Panel {
  const { flags } = reportWords(language)
  const words = flagWords(language)
  const reasons = (['self', 'loop', 'burst', 'same-device', 'replay'] as const).filter(
    (flag) => flagged[flag] > 0,
  )
  const counts = shownColumn(
    reasons.map((flag) => flagged[flag]),
    true,
  )
  const rows = reasons.map((flag, at) => ({ key: flag, label: words.reasons[flag], values: [counts[at]!] }))
  const told = rows.filter(({ values }) => values[0] !== 'hidden')
  const sum = told.reduce((total, { values }) => total + Number(values[0]), 0)
  return {
    name: 'flags',
    title: flags.title,
    lead: words.lead,
    first: { key: 'reason', title: words.reason },
    columns: [{ key: 'times', title: words.times }],
    rows: told,
    notes: told.length ? [say(language, flags.counts, { count: count(language, sum) })] : [flags.none],
    chart: null,
  }
}
