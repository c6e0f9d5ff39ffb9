import { leastSmallest, rounded, usualSmallest, type Veil, veil } from '../core/disclosure.ts'
import { AppError } from '../core/error.ts'
import { type Figure, tabulate } from '../core/tabulate.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type TallyRow, talliesOf } from '../store/events.ts'
import type { Deps } from './deps.ts'
import { type ExportFormat, fileOf } from './export-file.ts'
import { tally } from './tally.ts'

/** What tallies are told apart by, in the order of the columns. */
export const dimensions = [
  'kind',
  'step',
  'class',
  'generation',
  'language',
  'country',
  'variant',
  'shareChannel',
] as const

/** `*` = all values taken together, empty = not known or none. `count` is null where it is hidden. */
export type ExportRow = { keys: string[]; count: number | null; shown: string }

/** For each kind: its total, by step and by class, and each class by one more dimension. */
const margins = [[], [1], [2], ...[3, 4, 5, 6, 7].map((one) => [2, one])].map((table) => [0, ...table])
const crossed = dimensions.map((_, index) => index)

/**
 * The tallies of a campaign as a file for analysts. Numbers below the threshold are hidden, and with them as many more as
 * it takes that nobody can work them out; the others are rounded to five. Hits whose class may still change wait. Of the finest cells only those that may be shown
 * are in the file.
 *
 * @param smallest  the threshold, 5 at least
 * @returns the file, the number of its rows and of those whose count is hidden
 * @throws AppError `smallest`
 */
export async function exportTallies(
  deps: Deps,
  it: { campaign: Campaign; as: ExportFormat; smallest?: number | undefined },
): Promise<{ file: Uint8Array; rows: number; hidden: number }> {
  const smallest = it.smallest ?? usualSmallest
  if (smallest < leastSmallest)
    throw new AppError(
      'invalid',
      'smallest',
      `the smallest number shown must be ${leastSmallest} at least, not ${smallest}`,
    )
  await tally(deps)
  const rows = exportRows(await talliesOf(deps.db, it.campaign.id), smallest)
  const file = await fileOf(it.as, dimensions, rows)
  return { file, rows: rows.length, hidden: rows.filter((row) => row.count === null).length }
}

/**
 * The rows of such a file, one kind after the other, totals first. Kinds are much alike (most of the audience is sent to):
 * what is withheld in one is withheld first in the next, so that the one does not tell the other.
 */
export function exportRows(tallies: readonly TallyRow[], smallest: number): ExportRow[] {
  const kinds = [...Map.groupBy(tallies.filter(isTold), (row) => row.kind)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  const withheld = new Set<string>()
  return kinds.flatMap(([, own]) => {
    const counts = own.map((row) => ({
      keys: dimensions.map((name) => String(row[name])),
      count: row.count,
    }))
    const { figures, relations } = tabulate(counts, [...margins, crossed])
    const marginal = new Set(tabulate(counts, margins).figures.map(nameOf))
    const isMarginal = figures.map((figure) => marginal.has(nameOf(figure)))
    const veils = veil(
      figures.map(({ count }) => count),
      relations,
      {
        smallest,
        quiet: (figure) => !isMarginal[figure],
        prefer: (figure) => withheld.has(groupOf(figures[figure]!)),
      },
    )
    for (const [index, figure] of figures.entries())
      if (veils[index] === 'withheld') withheld.add(groupOf(figure))
    return figures.flatMap((figure, index) =>
      veils[index] === 'shown' || isMarginal[index] ? rowOf(figure, veils[index]!, smallest) : [],
    )
  })
}

/**
 * Previews are a kind of their own: told as hits besides, the one could be worked out from the other. So could the audience
 * from the clocks it lives by and from its waves.
 */
const isTold = (row: TallyRow) =>
  row.count > 0 && !row.pending && row.class !== 'preview' && row.kind !== 'clock' && row.kind !== 'wave'

const nameOf = ({ keys }: Figure) => JSON.stringify(keys)
/** The people of a figure, whatever it counts of them. */
const groupOf = ({ keys }: Figure) => JSON.stringify(keys.slice(dimensions.indexOf('language')))

function rowOf({ keys, count }: Figure, how: Veil, smallest: number): ExportRow[] {
  if (how === 'untold') return []
  const told = how === 'shown' ? rounded(count, smallest) : null
  const mark = how === 'small' ? `<${smallest}` : 'hidden'
  return [{ keys: keys.map((key) => key ?? '*'), count: told, shown: told === null ? mark : String(told) }]
}
