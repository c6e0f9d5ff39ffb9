import { AppError } from '../core/error.ts'
import type { Column } from '../core/import-fields.ts'
import { unpackRows } from '../core/import-pack.ts'
import type { RowError } from '../core/import-row.ts'
import { customFieldsOf } from '../store/custom-fields.ts'
import { type Counts, finishImport, insertImport } from '../store/imports.ts'
import type { Institution } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { importBlocks, importWaiting, type Run, rehearseBlock } from './import-block.ts'
import { countInto, emptyPicture } from './import-picture.ts'
import { type Block, type Reading, type ReadQuestion, readImport } from './import-read.ts'
import { takeBack } from './import-undo.ts'
import { tell } from './webhooks-tell.ts'

/** Reads a file somewhere else, such as in a thread of its own: as `readImport` does. */
export type Reader = (question: ReadQuestion) => AsyncIterable<Reading>

/** What an import leans on; no channel, no template. */
export type ImportDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'holder'>

export type ImportRequest = {
  institution: Pick<Institution, 'id' | 'slug'>
  /** The file, in pieces of any size; or what reads it. */
  chunks: AsyncIterable<Uint8Array> | Reader
  /** Its name, for the record. */
  file: string
  basis: 'consent'
  /** Where the people agreed, in the institution's words; null where each row says it. */
  source: string | null
  /** When they agreed, ms; null where each row says it. */
  consentedAt: number | null
  /** Header → field, where the header does not say it. */
  map?: Record<string, string>
  /** Counts what would happen and writes nothing. Holds every person of the file in memory meanwhile. */
  dryRun?: boolean
  officerId?: number | null
  /** Blocks of up to 1,000 rows that are written in one go. D1 takes one. */
  blocksAtOnce?: number
  onProgress?(rows: number): void
  onError?(error: RowError): void
}

/** What each column of the file was taken for: a field, `custom.NAME`, or null for one that is left out. */
export type ColumnAnswer = { column: string; field: Column['target'] }
/** `rows` is the sum of the other five; `import` is null for a dry run. */
export type ImportAnswer = { import: number | null } & Counts & { columns: ColumnAnswer[] }

/**
 * Brings a CSV or XLSX file of people into an institution's contacts, block by block, in flat memory. The same file a
 * second time changes nothing. A file never lifts a withdrawal or a suppression: rows of such people are counted as
 * `suppressed`, their data are renewed, their answer stays. A file that breaks in its middle leaves nothing behind.
 *
 * @throws AppError `columns` | `column` | `field` | `field-twice` | `no-address` | `empty-file` | `source` |
 *   `consented-at` | `csv` | `binary` | `encoding` | `xlsx` | `xls` | `too-big`
 */
export async function importContacts(deps: ImportDeps, it: ImportRequest): Promise<ImportAnswer> {
  checkConsent(deps, it)
  const state: State = { columns: [], counts: noCounts(), picture: emptyPicture(), run: null, blocks: [] }
  try {
    for await (const reading of await readings(deps, it)) {
      if (reading.kind === 'header') state.columns = reading.columns
      else if (reading.kind === 'block') await take(deps, it, state, reading.block)
      else await end(deps, it, state, reading.fileHash)
    }
  } catch (error) {
    throw state.run ? await undone(deps, it, state.run.importId, error) : error
  }
  const columns = state.columns.map(({ header, target }) => ({ column: header, field: target }))
  return { import: state.run?.importId ?? null, ...state.counts, columns }
}

type State = {
  columns: Column[]
  counts: Counts
  /** Of a dry run. */
  picture: ReturnType<typeof emptyPicture>
  /** Of a real one. */
  run: Run | null
  /** Read, and not written yet. */
  blocks: Block[]
}

const noCounts = (): Counts => ({ rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0, suppressed: 0 })

function checkConsent(deps: ImportDeps, { source, consentedAt }: ImportRequest): void {
  if (source !== null && !source.trim()) {
    throw new AppError(
      'invalid',
      'source',
      'say where these people agreed, for example --source "Salon des MRE 2025"',
    )
  }
  if (consentedAt === null || (Number.isSafeInteger(consentedAt) && consentedAt <= deps.clock.now())) return
  throw new AppError(
    'invalid',
    'consented-at',
    'say when these people agreed: a date that is not in the future',
  )
}

async function readings(deps: ImportDeps, it: ImportRequest): Promise<AsyncIterable<Reading>> {
  const question: ReadQuestion = {
    file: it.file,
    map: it.map ?? {},
    customFields: await customFieldsOf(deps.db, it.institution.id),
    now: deps.clock.now(),
    given: { source: it.source !== null, consentedAt: it.consentedAt !== null },
  }
  if (typeof it.chunks === 'function') return it.chunks(question)
  return readImport(it.chunks, question, deps.keys.suppression)
}

async function take(deps: ImportDeps, it: ImportRequest, state: State, block: Block): Promise<void> {
  for (const error of block.errors) it.onError?.(error)
  if (it.dryRun) {
    state.counts.rows += block.rows
    state.counts.refused += block.refused
    await rehearseBlock(deps, it.institution.id, state.picture, unpackRows(block))
    it.onProgress?.(state.counts.rows)
    return
  }
  state.run ??= await begin(deps, it, state)
  state.blocks.push(block)
  const atOnce = state.run.isAllNew ? (it.blocksAtOnce ?? 1) : 1
  if (state.blocks.length >= atOnce) await writeBlocks(deps, it, state, state.run)
}

async function writeBlocks(deps: ImportDeps, it: ImportRequest, state: State, run: Run): Promise<void> {
  const blocks = state.blocks.splice(0)
  if (blocks.length) await importBlocks(deps, run, blocks)
  for (const block of blocks) release(block)
  it.onProgress?.(state.counts.rows)
}

/** Gives memory back at once: a collector that sees only small objects would let hundreds of megabytes gather. */
function release({ people, addresses }: Block): void {
  for (const bytes of [people, ...Object.values(addresses)]) {
    if (bytes) (bytes.buffer as ArrayBuffer).transfer(0)
  }
}

async function begin(deps: ImportDeps, it: ImportRequest, { columns, counts }: State): Promise<Run> {
  const institutionId = it.institution.id
  const [source, consentedAt] = [it.source ?? '', it.consentedAt ?? 0]
  const importId = await insertImport(deps.db, {
    institutionId,
    file: it.file,
    basis: it.basis,
    source,
    consentedAt,
    holder: deps.holder,
    officerId: it.officerId ?? null,
    now: deps.clock.now(),
  })
  const rowConsents = columns.some(({ target }) => target === 'consentSource' || target === 'consentedAt')
  return {
    institutionId,
    importId,
    source,
    consentedAt,
    rowConsents,
    counts,
    isAllNew: false,
    waiting: new Set(),
    waitingFor: new Set(),
  }
}

async function end(deps: ImportDeps, it: ImportRequest, state: State, fileHash: string): Promise<void> {
  if (it.dryRun) {
    countInto(state.counts, state.picture)
    return
  }
  state.run ??= await begin(deps, it, state)
  const { run } = state
  await writeBlocks(deps, it, state, run)
  await importWaiting(deps, run)
  await finishImport(deps.db, { importId: run.importId, counts: state.counts, fileHash })
  await audit(deps, {
    institutionId: it.institution.id,
    officerId: it.officerId ?? null,
    act: 'import',
    subject: `import:${run.importId}`,
    detail: state.counts,
  })
  await tell(deps, it.institution.id, 'import.finished', { ...state.counts })
}

/** Takes a broken run back, and says so in the line that says why. */
async function undone(
  deps: ImportDeps,
  it: ImportRequest,
  importId: number,
  error: unknown,
): Promise<unknown> {
  const { kept } = await takeBack(deps, { institutionId: it.institution.id, importId })
  if (!(error instanceof AppError)) return error
  const left = kept
    ? `what was in already is out again, but for ${kept} who did something meanwhile`
    : 'nothing of the file is in'
  return new AppError(error.code, error.key, `${error.message}; ${left}`)
}
