import type { Context } from 'hono'
import { AppError } from '../../../core/error.ts'
import { comparison } from '../../../engine/comparison.ts'
import type { Deps } from '../../../engine/deps.ts'
import { exportTallies } from '../../../engine/export.ts'
import { exportFormats, exportMedia } from '../../../engine/export-file.ts'
import { remembered } from '../../../store/remembered.ts'
import { type Env, page } from '../../answer.tsx'
import { attachment } from '../../attachment.ts'
import { ownCampaign } from '../campaign-pages.tsx'
import { viewerOf } from '../viewer.ts'
import { ComparisonPage } from './comparison.tsx'
import { comparisonPanel, isSortKey, type Sorting } from './comparison-panel.ts'
import { FiguresPage } from './figures.tsx'
import { type FigurePageName, figurePages, figuresView, pageOfPanel } from './figures-view.ts'
import type { Reader } from './overview-panels.ts'
import { csvOf } from './panel.ts'
import { sizeAskedIn } from './size-view.ts'

/** What analysts read: a campaign in figures, and the campaigns of the institution beside one another. Reading only. */
export function figurePagesOf(deps: Deps) {
  const show = async (c: Context<Env>) => {
    const name = (c.req.param('page') ?? 'overview') as FigurePageName
    if (!figurePages.includes(name)) throw new AppError('not_found', 'page', 'there is no such page')
    const view = await viewOf(deps, c, name)
    return page(c, <FiguresPage viewer={await viewerOf(deps, c)} view={view} />)
  }

  const file = async (c: Context<Env>) => {
    const name = (c.req.param('file') ?? '').replace(/\.csv$/, '')
    const place = Object.hasOwn(pageOfPanel, name) ? pageOfPanel[name] : undefined
    if (!place) throw new AppError('not_found', 'figure', 'there is no such figure')
    const view = await viewOf(deps, c, place)
    const panel = view.panels?.find((one) => one.name === name)
    if (!panel) throw new AppError('not_found', 'figure', 'the campaign has not been launched')
    return csv(c, `${view.slug}-${name}`, csvOf(panel))
  }

  /** The whole of the figures, with small numbers hidden whoever asks: a file goes from hand to hand. */
  const tallies = async (c: Context<Env>) => {
    const as = exportFormats.find((one) => c.req.param('export') === `export.${one}`)
    if (!as) throw new AppError('not_found', 'figure', 'there is no such file')
    const campaign = await ownCampaign(deps, c)
    const { file } = await exportTallies(deps, { campaign, as })
    return c.body(new Uint8Array(file), 200, {
      'Content-Type': exportMedia[as],
      'Content-Disposition': attachment(`${campaign.slug}.${as}`),
      'X-Content-Type-Options': 'nosniff',
    })
  }

  const compare = async (c: Context<Env>) => {
    const sorting = sortingOf(c)
    const panel = await compared(c, sorting)
    const reader = readerOf(c)
    return page(
      c,
      <ComparisonPage viewer={await viewerOf(deps, c)} panel={panel} sorting={sorting} veil={reader.veil} />,
    )
  }

  const compareFile = async (c: Context<Env>) => csv(c, 'figures', csvOf(await compared(c, sortingOf(c))))

  const compared = async (c: Context<Env>, sorting: Sorting) =>
    comparisonPanel(readerOf(c), {
      campaigns: await comparison(reading(deps), c.get('officer').institutionId),
      sorting,
    })

  return { show, file, tallies, compare, compareFile }
}

/** Panels ask for much the same. */
const reading = (deps: Deps): Deps => ({ ...deps, db: remembered(deps.db) })

export const readerOf = (c: Context<Env>): Reader => ({
  language: c.get('deskLanguage'),
  veil: c.get('officer').role === 'analyst',
})

async function viewOf(deps: Deps, c: Context<Env>, name: FigurePageName) {
  const campaign = await ownCampaign(deps, c)
  const slice = name === 'skills' ? { skill: c.req.query('skill'), country: c.req.query('country') } : {}
  return figuresView(reading(deps), {
    campaign,
    reader: readerOf(c),
    page: name,
    slice,
    size: sizeAskedIn((key) => c.req.query(key)),
  })
}

/** Largest first, unless asked otherwise. */
function sortingOf(c: Context<Env>): Sorting {
  const key = c.req.query('sort')
  return isSortKey(key) ? { key, ascending: c.req.query('order') === 'up' } : null
}

/** With a mark at its head, so that spreadsheets read Arabic as it is (RFC 3629). */
const csv = (c: Context<Env>, name: string, text: string) =>
  c.body(`\ufeff${text}`, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': attachment(`${name}.csv`),
  })
