import { createHash } from 'node:crypto'
import type { InboundMailbox } from '../config.ts'
import type { Db } from '../core/ports.ts'
import { factOf, saveFact } from '../store/meta.ts'

/**
 * How far we have looked. UIDs only grow (RFC 9051, section 2.3.1.1), so what lies above is new; when `uidValidity` has
 * changed, they have been given anew and the mark says nothing.
 */
export type Mark = { uidValidity: bigint; uid: number }

/** @returns the last UID looked at; null in a mailbox that is new to us */
export async function markIn(db: Db, at: InboundMailbox, uidValidity: bigint): Promise<number | null> {
  const [validity, uid] = (await factOf(db, keyOf(at)))?.split(':') ?? []
  return validity === String(uidValidity) ? Number(uid) : null
}

export const saveMark = (db: Db, at: InboundMailbox, { uidValidity, uid }: Mark): Promise<void> =>
  saveFact(db, keyOf(at), `${uidValidity}:${uid}`)

/**
 * Mails that could not be taken in when we last looked come last, so that those behind them need not wait for them.
 *
 * @param found  UIDs in ascending order
 * @param later  UIDs that could not be taken in; those that are no longer there are dropped from it
 */
export function inOrder(found: readonly number[], later: Set<number>): number[] {
  const there = new Set(found)
  for (const uid of later) if (!there.has(uid)) later.delete(uid)
  return [...found.filter((uid) => !later.has(uid)), ...found.filter((uid) => later.has(uid))]
}

/**
 * How far the mark may move when all up to a place in that order is done: never past a mail that is yet to be taken in.
 *
 * @param done  the highest UID that is done
 */
export const markAfter = (done: number, later: ReadonlySet<number>): number =>
  Math.min(done, ...[...later].map((uid) => uid - 1))

/** One mark for each mailbox, so that a changed setting begins anew; hashed, since a user is often an address. */
function keyOf({ host, user, mailbox }: InboundMailbox): string {
  const hash = createHash('sha256').update(JSON.stringify([host, user, mailbox]))
  return `imap:${hash.digest('hex').slice(0, 32)}`
}
