import type { ImportRow } from '../core/import-row.ts'
import { addressHash } from '../core/token.ts'
import { type Counts, importStatements, type Known, knownPeople, suppressedAmong } from '../store/imports.ts'
import type { Deps } from './deps.ts'
import {
  addKnown,
  addressesOfChanged,
  applyRow,
  countInto,
  emptyPicture,
  type Picture,
  toWrite,
} from './import-picture.ts'

/** One import under way. */
export type Run = {
  institutionId: number
  importId: number
  source: string
  consentedAt: number
  counts: Counts
  /**
   * Rows that would change somebody wait here, with all later rows of the same people, until enough have gathered or
   * the file ends: where two rows contradict one another, the second import of a file must not flip to and fro.
   */
  waiting: Set<ImportRow>
  waitingFor: Set<string>
}

const maxWaiting = 2000

/** Writes a block of rows, all of it or nothing. */
export async function importBlock(deps: Deps, run: Run, rows: readonly ImportRow[]): Promise<void> {
  const rest = putAside(run, rows)
  await write(deps, run, rest, { mayWait: true })
  if (run.waiting.size >= maxWaiting) await importWaiting(deps, run)
}

export async function importWaiting(deps: Deps, run: Run): Promise<void> {
  await write(deps, run, [...run.waiting], { mayWait: false })
  run.waiting.clear()
  run.waitingFor.clear()
}

/** Counts what a block of rows would do. The picture stays for the whole file and is counted at its end. */
export async function rehearseBlock(
  deps: Deps,
  institutionId: number,
  picture: Picture,
  rows: readonly ImportRow[],
): Promise<void> {
  draw(picture, rows, await look(deps, institutionId, rows))
}

async function write(
  deps: Deps,
  run: Run,
  rows: readonly ImportRow[],
  { mayWait }: { mayWait: boolean },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const sight = await look(deps, run.institutionId, rows)
    const picture = mayWait ? drawUnchanging(run, rows, sight) : draw(emptyPicture(), rows, sight)
    const counts = { ...run.counts }
    countInto(counts, picture)
    const { institutionId, importId, source, consentedAt } = run
    const block = { institutionId, importId, source, consentedAt, now: deps.clock.now(), counts }
    try {
      await deps.db.batch(importStatements(deps.db, { ...block, ...toWrite(picture, sight.hash) }))
      Object.assign(run.counts, counts)
      return
    } catch (error) {
      // Somebody signed up with one of these addresses in between: look again and begin the block anew.
      if (attempt === 3 || !/constraint/i.test(String(error))) throw error
    }
  }
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
  const isAwaited = ({ email, phone }: ImportRow) =>
    (email !== null && run.waitingFor.has(email)) || (phone !== null && run.waitingFor.has(phone))
  const rest: ImportRow[] = []
  for (const row of rows) {
    if (!isAwaited(row)) rest.push(row)
    else run.waiting.add(row)
  }
  return rest
}

type Sight = {
  people: Known[]
  suppressed: Set<string>
  hash(channel: 'email' | 'phone', value: string): string
}

/** What the database holds of the people whom rows mean. */
async function look(deps: Deps, institutionId: number, rows: readonly ImportRow[]): Promise<Sight> {
  const hash = hasher(deps)
  const emails = rows.flatMap((row) => row.email ?? [])
  const phones = rows.flatMap((row) => row.phone ?? [])
  const people = await knownPeople(deps.db, { institutionId, emails, phones })
  const suppressed = await suppressedAmong(deps.db, institutionId, rows.map(hashWith(hash)))
  return { people, suppressed, hash }
}

function draw(picture: Picture, rows: readonly ImportRow[], { people, suppressed, hash }: Sight): Picture {
  addKnown(picture, people)
  const hashOf = hashWith(hash)
  for (const row of rows) applyRow(picture, row, suppressed.has(hashOf(row)))
  return picture
}

const hashWith = (hash: Sight['hash']) => (row: ImportRow) =>
  row.email === null ? hash('phone', row.phone!) : hash('email', row.email)

/** One hash is asked for several times within a block. */
function hasher(deps: Deps): Sight['hash'] {
  const known = new Map<string, string>()
  return (channel, value) => {
    const before = known.get(value)
    if (before) return before
    const fresh = addressHash(deps.keys, channel, value)
    known.set(value, fresh)
    return fresh
  }
}
