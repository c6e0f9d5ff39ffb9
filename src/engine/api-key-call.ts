import { beginCall, dropCall, endCall, forgetCalls, type KeptCall, keptCall } from '../store/idempotency.ts'
import type { Deps } from './deps.ts'

/** A call by its Idempotency-Key: which one, and what it asked for, both as hashes, and when it began, ms. */
export type NamedCall = { hash: string; requestHash: string; at: number }

/** @returns `first` for the one caller who may go on, else what is known of the call (null: it ended just now) */
export async function claimCall(deps: Deps, call: NamedCall): Promise<'first' | KeptCall | null> {
  await forgetCalls(deps.db, call.at)
  const isFirst = await beginCall(deps.db, { ...call, now: call.at })
  return isFirst ? 'first' : keptCall(deps.db, call.hash)
}

/** Keeps the answer for a day. @param answer  null when it broke: whoever asks again gets another try */
export async function closeCall(
  deps: Deps,
  { hash, at }: NamedCall,
  answer: { status: number; text: string } | null,
): Promise<void> {
  if (answer) await endCall(deps.db, { hash, at, status: answer.status, answer: answer.text })
  else await dropCall(deps.db, { hash, at })
}
