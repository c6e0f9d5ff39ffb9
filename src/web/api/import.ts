import type { Context } from 'hono'
import { AppError } from '../../core/error.ts'
import type { RowError } from '../../core/import-row.ts'
import type { Deps } from '../../engine/deps.ts'
import { importContacts } from '../../engine/import.ts'
import { institutionNamed } from '../../engine/named.ts'

/** Refused rows that are named one by one; `refused` counts all. */
const errorsNamed = 100

/**
 * A CSV or XLSX file as the body, streamed: `?institution=&source=&consented-at=` (the last two may be columns of the
 * file instead), and `file`, `map` (`column=field,…`) and `dry-run` where wanted. Rows are named by number and column,
 * never by value.
 */
export async function importFile(deps: Deps, c: Context): Promise<object> {
  const { body } = c.req.raw
  if (!body) throw new AppError('invalid', 'empty-file', 'the body must be a CSV or XLSX file')
  const errors: RowError[] = []
  const answer = await importContacts(deps, {
    institution: await institutionNamed(deps, c.req.query('institution')),
    chunks: piecesOf(body),
    file: c.req.query('file') ?? 'api.csv',
    basis: 'consent',
    source: c.req.query('source') ?? null,
    consentedAt: instant(c.req.query('consented-at')),
    map: readMap(c.req.query('map') ?? ''),
    dryRun: c.req.query('dry-run') !== undefined,
    onError: (error) => {
      const { row, column, reason } = error
      if (errors.length < errorsNamed) errors.push({ row, column, reason })
    },
  })
  return { ...answer, errors }
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}

function instant(value: string | undefined): number | null {
  if (value === undefined) return null
  const at = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN
  if (!Number.isNaN(at)) return at
  throw new AppError(
    'invalid',
    'consented-at',
    'consented-at: write a date as 2026-11-24, the day they agreed',
  )
}

function readMap(words: string): Record<string, string> {
  const pairs = words.split(',').filter(Boolean)
  return Object.fromEntries(
    pairs.map((pair) => {
      const cut = pair.lastIndexOf('=')
      if (cut < 1) throw new AppError('invalid', 'map', `map: write column=field, not "${pair}"`)
      return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()]
    }),
  )
}
