import { inLanguage } from '../../../core/campaign.ts'
import { orderOf } from '../../../core/cascade/forest.ts'
import { breakdowns } from '../../../engine/breakdowns.ts'
import { cascade } from '../../../engine/cascade.ts'
import type { Deps } from '../../../engine/deps.ts'
import { outlook } from '../../../engine/outlook.ts'
import { tallied } from '../../../engine/stats.ts'
import { treesOf } from '../../../engine/trees.ts'
import { type Campaign, editionById } from '../../../store/campaigns.ts'
import { talliesOf } from '../../../store/events.ts'
import { skillsOf } from '../../../store/skills.ts'
import { assignmentPanel } from './assignment-panel.ts'
import { type Compared, comparedIn, experimentPanel } from './experiment-panel.ts'
import { forecastPanel } from './forecast-panel.ts'
import { groupsPanels } from './groups-panels.ts'
import { overviewPanels, type Reader } from './overview-panels.ts'
import type { Panel } from './panel.ts'
import { type SizeAsked, type SizeView, sizeView } from './size-view.ts'
import { type Slice, skillsPanel, skillTable } from './skills-panel.ts'
import { cascadePanel, generationsPanel, reproductionPanel } from './spread-panels.ts'

export const figurePages = ['overview', 'spread', 'experiment', 'skills'] as const
export type FigurePageName = (typeof figurePages)[number]

/** Which page a file's panel stands on. */
export const pageOfPanel: Readonly<Record<string, FigurePageName>> = {
  funnel: 'overview',
  languages: 'overview',
  countries: 'overview',
  channels: 'overview',
  hours: 'overview',
  reproduction: 'spread',
  generations: 'spread',
  forecast: 'spread',
  cascade: 'spread',
  experiment: 'experiment',
  assignment: 'experiment',
  skills: 'skills',
}

export type FiguresView = {
  slug: string
  name: string
  page: FigurePageName
  /** Null before the launch. */
  panels: Panel[] | null
  veil: boolean
  /** Of the files: what the page is cut to. */
  query: string
  sliced: boolean
  /** How large a comparison must be; null on pages that have nothing to do with it. */
  size: SizeView | null
}

type Asked = { campaign: Campaign; reader: Reader; page: FigurePageName; slice: Slice; size: SizeAsked }

export async function figuresView(deps: Deps, it: Asked): Promise<FiguresView> {
  const { campaign, reader, page, slice } = it
  const chosen = Object.entries(slice).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return {
    slug: campaign.slug,
    name: await nameOf(deps, campaign, reader.language),
    page,
    panels: campaign.launchedAt === null ? null : await panelsOf(deps, it),
    veil: reader.veil,
    query: chosen.length ? `?${new URLSearchParams(chosen)}` : '',
    sliced: chosen.length > 0,
    size:
      page === 'experiment' || campaign.launchedAt === null
        ? await sizeView(deps, { campaign, asked: it.size, veil: reader.veil })
        : null,
  }
}

export async function nameOf(deps: Deps, campaign: Campaign, language: string): Promise<string> {
  const edition = campaign.editionId === null ? undefined : await editionById(deps.db, campaign.editionId)
  if (!edition) return campaign.slug
  return inLanguage(edition.definition.name, language, edition.definition.fallback)
}

async function panelsOf(deps: Deps, { campaign, reader, page, slice }: Asked): Promise<Panel[]> {
  if (page === 'overview') return overviewOf(deps, campaign, reader)
  if (page === 'spread') return spreadOf(deps, campaign, reader)
  if (page === 'experiment') return comparisonOf(reader, await comparedIn(deps, campaign))
  const table = skillTable(await skillsOf(deps.db, campaign.id), reader.veil)
  return [skillsPanel(reader, { table, slice, path: `/desk/campaigns/${campaign.slug}/figures/skills` })]
}

const comparisonOf = (reader: Reader, compared: Compared): Panel[] => [
  experimentPanel(reader, compared),
  ...('answer' in compared ? [assignmentPanel(reader, compared.answer)] : []),
]

export async function overviewOf(
  deps: Deps,
  campaign: Campaign,
  reader: Reader,
  asked: { hours: boolean } = { hours: true },
): Promise<Panel[]> {
  const figures = await tallied(deps, campaign)
  const rawShares = (await talliesOf(deps.db, campaign.id))
    .filter((row) => row.kind === 'share')
    .reduce((sum, row) => sum + row.count, 0)
  return overviewPanels(reader, {
    stats: figures,
    rawShares,
    breakdowns: await breakdowns(deps, campaign, asked),
  })
}

export async function spreadOf(deps: Deps, campaign: Campaign, reader: Reader): Promise<Panel[]> {
  const figures = await cascade(deps, campaign)
  const trees = await treesOf(deps, campaign)
  return [
    reproductionPanel(reader, figures),
    generationsPanel(reader, figures),
    ...groupsPanels(reader, figures),
    forecastPanel(reader, await outlook(deps, campaign)),
    cascadePanel(reader, { cascade: figures, trees, generations: trees ? sizesOf(trees) : [] }),
  ]
}

/** People by generation. */
function sizesOf(parent: Int32Array): number[] {
  const sizes: number[] = []
  for (const depth of orderOf(parent).depth) sizes[depth] = (sizes[depth] ?? 0) + 1
  return sizes
}
