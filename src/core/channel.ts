/** Why a message was not accepted, or came back. Classes after RFC 3463 and what they mean for the address; see docs/states.md. */
export const reasons = [
  'unknown_user',
  'unknown_host',
  'moved',
  'mailbox_full',
  'suspended_or_inactive',
  'content_or_spam',
  'policy_or_auth',
  'reputation_or_block',
  'rate_or_greylist',
  'too_big',
  'network',
  'expired',
  'system',
  'eai_unsupported',
  'invalid_address',
  'complaint',
  'vacation',
  'challenge',
  'undetermined',
] as const
export type Reason = (typeof reasons)[number]

/** What a channel answered. `unknown` = the message may or may not have arrived. */
export type Receipt =
  | { outcome: 'accepted'; remoteId: string }
  | { outcome: 'refused'; reason: Reason; detail: string; retryable: boolean; retryAfterMs?: number }
  | { outcome: 'unknown'; detail: string }

/** An e-mail, complete as it goes over the wire: CRLF lines, 7 bit, headers included, no DKIM signature yet. */
export type OutgoingMail = {
  kind: 'mail'
  /** Outbox row; also the stable part of the Message-ID. */
  id: number
  /** The `Message-ID` header's value, angle brackets included. The same on every attempt. */
  messageId: string
  envelope: { from: string; to: string }
  /** Whose it is, for a mail without an outbox row. */
  institutionId?: number
  /** A connection that carries it is closed after so many messages; absent = as the channel's settings say. */
  perConnection?: number
  raw: string
  /**
   * The same in pieces, from a composer that vouches for them: every line ends with CRLF and none begins with a dot.
   * Octets are shared between mails and must not be changed.
   */
  pieces?: readonly (string | Uint8Array)[]
}

/** A post on one of the institution's own accounts. */
export type OutgoingPost = {
  kind: 'post'
  id: number
  account: string
  language: string
  text: string
}

export type Outgoing = OutgoingMail | OutgoingPost
