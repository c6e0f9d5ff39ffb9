import { needsUtf8 } from '../core/contact.ts'
import { addressChannels } from '../core/fields.ts'
import { quickAddressHasher } from '../core/import-hash.ts'
import { type AddressHash, packRow, packRows, unpackRows } from '../core/import-pack.ts'
import type { ImportRow } from '../core/import-row.ts'
import {
  isAnySuppressed,
  type Known,
  knownPeople,
  recordedAmong,
  suppressedAmong,
} from '../store/import-look.ts'
import {
  type Changes,
  changeStatements,
  countStatement,
  createStatements,
  furtherConsents,
  type WrittenBy,
} from '../store/import-write.ts'
import type { Counts } from '../store/imports.ts'
import type { ImportDeps } from './import.ts'
import {
  addKnown,
  addressesOfChanged,
  applyRow,
  countInto,
  emptyPicture,
  type Picture,
  toWrite,
  type Written,
} from './import-picture.ts'
import type { Block } from './import-read.ts'

/** One import under way. */
export type Run = Omit<WrittenBy, 'now'> & {
  counts: Counts
  /** Nobody was known in the last block: the next ones are tried without looking first. */
  isAllNew: boolean
  /**
   * Rows that would change somebody wait here, with all later rows of the same people, until enough have gathered or
   * the file ends: where two rows contradict one another, the second import of a file must not flip to and fro.
   */
  waiting: Set<ImportRow>
  waitingFor: Set<string>
}

const maxWaiting = 2000

/** Writes blocks of rows, each of them whole or not at all. */
export async function importBlocks(deps: ImportDeps, run: Run, blocks: readonly Block[]): Promise<void> {
  if (await importNew(deps, run, blocks)) return
  for (const block of blocks) {
    const rows = unpackRows(block)
    const rest = putAside(run, rows)
    await write(deps, run, rest, { mayWait: true, refused: block.refused, rows: block.rows })
    if (run.waiting.size >= maxWaiting) await importWaiting(deps, run)
  }
}

export async function importWaiting(deps: ImportDeps, run: Run): Promise<void> {
  await write(deps, run, [...run.waiting], { mayWait: false, refused: 0, rows: 0 })
  run.waiting.clear()
  run.waitingFor.clear()
}

/** Counts what a block of rows would do. The picture stays for the whole file and is counted at its end. */
export async function rehearseBlock(
  deps: ImportDeps,
  institutionId: number,
  picture: Picture,
  rows: readonly ImportRow[],
): Promise<void> {
  draw(picture, rows, await look(deps, institutionId, rows, hasher(deps)))
}

/**
 * Brings blocks in as new people, all at once: what most files are. The table's own rule that an address belongs to one
 * person says whether they were; then nothing has happened, and the rows are looked at one by one.
 */
async function importNew(deps: ImportDeps, run: Run, blocks: readonly Block[]): Promise<boolean> {
  if (!run.isAllNew || run.waiting.size > 0 || !blocks.every((block) => block.distinct)) return false
  const lists = blocks.flatMap(({ addresses }) =>
    addressChannels.flatMap((channel) => addresses[channel] ?? []),
  )
  if (await isAnySuppressed(deps.db, run.institutionId, lists)) return false
  const counts = { ...run.counts }
  for (const { rows, refused, count } of blocks) {
    counts.rows += rows
    counts.refused += refused
    counts.created += count
  }
  const by = { ...run, now: deps.clock.now() }
  const statements = blocks.flatMap((block) => createStatements(deps.db, by, block))
  try {
    await deps.db.batch([...statements, countStatement(deps.db, run.importId, counts)])
  } catch (error) {
    if (!isTaken(error)) throw error
    return false
  }
  Object.assign(run.counts, counts)
  return true
}

const isTaken = (error: unknown) => /constraint/i.test(String(error))

async function write(
  deps: ImportDeps,
  run: Run,
  rows: readonly ImportRow[],
  { mayWait, ...read }: { mayWait: boolean; refused: number; rows: number },
): Promise<void> {
  const hash = hasher(deps)
  for (let attempt = 1; ; attempt++) {
    const sight = await look(deps, run.institutionId, rows, hash)
    const picture = mayWait ? drawUnchanging(run, rows, sight) : draw(emptyPicture(), rows, sight)
    const counts = { ...run.counts }
    counts.rows += read.rows
    counts.refused += read.refused
    countInto(counts, picture)
    try {
      await deps.db.batch(await statementsOf(deps, run, toWrite(picture), { hash, counts }))
      Object.assign(run.counts, counts)
      run.isAllNew = sight.people.length === 0
      return
    } catch (error) {
      // Somebody signed up with one of these addresses in between: look again and begin the block anew.
      if (attempt === 3 || !isTaken(error)) throw error
    }
  }
}

async function statementsOf(
  deps: ImportDeps,
  run: Run,
  written: Written,
  { hash, counts }: { hash: AddressHash; counts: Counts },
) {
  const by = { ...run, now: deps.clock.now() }
  const pack = packRows(written.created.map(packRow), hash)
  const recorded = await recordedAmong(deps.db, written.agreed, run)
  const changes: Changes = {
    changed: written.changed,
    addresses: written.addresses.map((address) => ({
      ...address,
      hash: hash(address.channel, address.value),
      utf8: address.channel === 'email' && needsUtf8(address.value) ? 1 : 0,
    })),
    agreed: written.agreed
      .map(({ isSilent, ...agreement }, at) => ({ ...agreement, isSilent, isRecorded: recorded.has(at) }))
      .filter(({ isSilent, isRecorded }) => isSilent || !isRecorded),
    further: written.further,
  }
  const creating = [
    ...createStatements(deps.db, by, pack),
    ...furtherConsents(deps.db, by, pack.count, written.further),
  ]
  return [...changeStatements(deps.db, by, changes, creating), countStatement(deps.db, run.importId, counts)]
}

/** The picture without the people whom the rows would change; their rows are put aside. */
function drawUnchanging(run: Run, rows: readonly ImportRow[], sight: Sight): Picture {
  let rest = putAside(run, rows)
  for (;;) {
    const picture = draw(emptyPicture(), rest, sight)
    const changing = addressesOfChanged(picture)
    if (changing.length === 0) return picture
    for (const address of changing) run.waitingFor.add(address)
    rest = putAside(run, rest)
  }
}

/** Moves the rows of people who are waited for to their place, in order, and answers the others. */
function putAside(run: Run, rows: readonly ImportRow[]): ImportRow[] {
  if (run.waitingFor.size === 0) return [...rows]
  const isAwaited = (row: ImportRow) =>
    addressChannels.some((channel) => row[channel] !== null && run.waitingFor.has(row[channel]))
  const rest: ImportRow[] = []
  for (const row of rows) {
    if (!isAwaited(row)) rest.push(row)
    else run.waiting.add(row)
  }
  return rest
}

type Sight = { people: Known[]; suppressed: Set<string>; hash: AddressHash }

/** What the database holds of the people whom rows mean. */
async function look(
  deps: ImportDeps,
  institutionId: number,
  rows: readonly ImportRow[],
  hash: AddressHash,
): Promise<Sight> {
  const valuesOf = (channel: (typeof addressChannels)[number]) => rows.flatMap((row) => row[channel] ?? [])
  const addresses = { email: valuesOf('email'), phone: valuesOf('phone'), telegram: valuesOf('telegram') }
  const people = await knownPeople(deps.db, institutionId, addresses)
  const suppressed = await suppressedAmong(deps.db, institutionId, rows.map(hashWith(hash)))
  return { people, suppressed, hash }
}

function draw(picture: Picture, rows: readonly ImportRow[], { people, suppressed, hash }: Sight): Picture {
  addKnown(picture, people)
  const hashOf = hashWith(hash)
  for (const row of rows) applyRow(picture, row, suppressed.has(hashOf(row)))
  return picture
}

/** The hash of the address that says who somebody is. */
const hashWith = (hash: AddressHash) => (row: ImportRow) => {
  const channel = addressChannels.find((one) => row[one] !== null)!
  return hash(channel, row[channel]!)
}

/** One hash is asked for several times within a block. */
function hasher(deps: ImportDeps): AddressHash {
  const fresh = quickAddressHasher(deps.keys.suppression)
  const known = new Map<string, string>()
  return (channel, value) => {
    const before = known.get(value)
    if (before) return before
    const hash = fresh(channel, value)
    known.set(value, hash)
    return hash
  }
}
