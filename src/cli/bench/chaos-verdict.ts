import { openSqlite } from '../../node/sqlite.ts'
import { type Arrival, type ChaosSink, type Fate, fateOf } from './chaos-sink.ts'

export type Verdict = {
  recipients: number
  /** Whose message did not end as the fate of their address says, or is not there at all. */
  lost: number
  /** Mails beyond the first to one person. */
  duplicates: number
  /** Persons whose mails are not all the same, octet for octet, under one Message-ID. */
  unequal: number
  /** Mails that were taken without the client hearing of it: each may come once more. */
  cutAfterData: number
  /** How the messages ended: state, or state/reason. */
  ended: Record<string, number>
}

type Ended = { address: string; state: string; reason: string | null; due: number | null }

/** Compares what the outbox says with what arrived, person by person. */
export async function verdictOf(
  database: string,
  it: { sink: ChaosSink; seed: number; recipients: number },
): Promise<Verdict> {
  const db = openSqlite(database)
  const sql = `SELECT a.value AS address, m.state, m.reason, m.due_at AS due FROM messages m
    JOIN addresses a ON a.contact_id = m.contact_id AND a.channel = m.channel WHERE m.channel = 'email'`
  const { results } = await db.prepare(sql).all<Ended>()
  db.close()
  const well = results.filter((row) => isExplained(row, fateOf(row.address, it.seed), it.sink.arrived))
  const perPerson = [...it.sink.arrived.values()]
  const ended: Record<string, number> = {}
  for (const { state, reason } of results) {
    const name = reason === null || state === 'accepted' ? state : `${state}/${reason}`
    ended[name] = (ended[name] ?? 0) + 1
  }
  return {
    recipients: it.recipients,
    lost: it.recipients - well.length,
    duplicates: it.sink.count() - perPerson.length,
    unequal: perPerson.filter((mails) => !areEqual(mails)).length,
    cutAfterData: perPerson.flat().filter((mail) => !mail.answered).length,
    ended,
  }
}

const reasonFor: Partial<Record<Fate, string>> = {
  unknown: 'unknown_user',
  full: 'mailbox_full',
  spam: 'content_or_spam',
}

function isExplained(
  { address, state, reason, due }: Ended,
  fate: Fate,
  arrived: ReadonlyMap<string, readonly Arrival[]>,
): boolean {
  if (due !== null) return false
  const expected = reasonFor[fate]
  return expected ? state === 'refused' && reason === expected : state === 'accepted' && arrived.has(address)
}

const areEqual = ([first, ...rest]: readonly Arrival[]) =>
  rest.every((mail) => mail.messageId === first!.messageId && mail.digest === first!.digest)
