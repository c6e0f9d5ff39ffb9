import type { Db, Statement } from '../core/ports.ts'
import { consentStatements } from './consents.ts'
import { firstAddress } from './erasure.ts'

export type Objection = { institutionId: number; contactId: number; askedBy: string; now: number }

const withdrawn = ['receive:email', 'receive:sms', 'receive:whatsapp', 'track:individual']

/** The request, then what follows from it; said twice, the ledger says it once. */
export function objectionStatements(
  db: Db,
  it: Objection,
  to: { campaigns: boolean; notices: boolean },
): Statement[] {
  const addresses = 'FROM addresses WHERE contact_id = ? AND institution_id = ?'
  const said = (purpose: string, act: 'given' | 'withdrawn') =>
    consentStatements(db, {
      contactId: it.contactId,
      purpose,
      act,
      at: it.now,
      source: 'objection',
      wording: null,
      language: null,
      recordedBy: it.askedBy,
      createdAt: it.now,
    })
  // Whoever wants neither is on the list; of the reasons that let notices pass, none may hide that.
  const over = to.notices
    ? "DO UPDATE SET reason = 'objected', created_at = excluded.created_at WHERE reason IN ('unsubscribed', 'complaint', 'list')"
    : 'DO NOTHING'
  return [
    db
      .prepare(
        `INSERT INTO rights_requests (institution_id, kind, hash, asked_by, at, done_at)
         SELECT institution_id, 'objection', hash, ?, ?, ? ${addresses} AND ${firstAddress}`,
      )
      .bind(it.askedBy, it.now, it.now, it.contactId, it.institutionId),
    ...(to.campaigns
      ? [
          db
            .prepare(
              `INSERT INTO suppressions (institution_id, hash, reason, created_at)
               SELECT institution_id, hash, ?, ? ${addresses} ON CONFLICT ${over}`,
            )
            .bind(to.notices ? 'objected' : 'unsubscribed', it.now, it.contactId, it.institutionId),
        ]
      : []),
    ...(to.campaigns ? withdrawn.flatMap((purpose) => said(purpose, 'withdrawn')) : []),
    ...(to.notices ? said('object:notice', 'given') : []),
  ]
}
