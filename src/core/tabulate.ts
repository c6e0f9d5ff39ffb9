/** A count with its keys, one for each dimension. Rows of equal keys are added up. */
export type CountRow = { keys: readonly string[]; count: number }

/** A number of a table. A key is null where all values of that dimension are taken together. */
export type Figure = { keys: readonly (string | null)[]; count: number }

/** One figure is the sum of others: places in the list of figures. */
export type Relation = { whole: number; parts: readonly number[] }

export type Tables = { figures: Figure[]; relations: Relation[] }

/**
 * Counts as tables: each a list of the dimensions that it keeps apart. Dimensions with a single value are in every table,
 * so two tables that differ by nothing else are one.
 *
 * @returns figures of all tables, coarse ones first, and how they add up
 */
export function tabulate(rows: readonly CountRow[], tables: readonly (readonly number[])[]): Tables {
  const width = rows[0]?.keys.length ?? 0
  const constant = Array.from({ length: width }, (_, index) => index).filter((index) =>
    rows.every((row) => row.keys[index] === rows[0]!.keys[index]),
  )
  const kept = unlike(tables.map((table) => [...new Set([...table, ...constant])].sort((a, b) => a - b)))
  const all = kept.map((table) => ({ table, places: new Map<string, number>() }))
  const figures: Figure[] = []
  for (const { table, places } of all)
    for (const row of rows) {
      const keys = only(row.keys, table)
      const name = JSON.stringify(keys)
      const place = places.get(name)
      if (place === undefined) {
        places.set(name, figures.length)
        figures.push({ keys, count: row.count })
      } else figures[place] = { keys, count: figures[place]!.count + row.count }
    }
  const relations = all.flatMap((coarse) =>
    all
      .filter((fine) => fine !== coarse && coarse.table.every((index) => fine.table.includes(index)))
      .flatMap((fine) => relationsBetween(figures, coarse, fine)),
  )
  return { figures, relations }
}

type Placed = { table: readonly number[]; places: ReadonlyMap<string, number> }

function relationsBetween(figures: readonly Figure[], coarse: Placed, fine: Placed): Relation[] {
  const wholeOf = (place: number) =>
    coarse.places.get(JSON.stringify(only(figures[place]!.keys, coarse.table)))!
  return [...Map.groupBy(fine.places.values(), wholeOf)].map(([whole, parts]) => ({ whole, parts }))
}

const only = (keys: readonly (string | null)[], table: readonly number[]) =>
  keys.map((key, index) => (table.includes(index) ? key : null))

/** Each table once, those that keep less apart first. */
function unlike(tables: readonly number[][]): number[][] {
  const named = new Map(tables.map((table) => [table.join(), table]))
  return [...named.values()].sort((a, b) => a.length - b.length)
}
