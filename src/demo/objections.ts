import type { Deps } from '../engine/deps.ts'
import { consentStatements } from '../store/consents.ts'
import { personByEmail, suppress } from '../store/people.ts'
import { chanceOf } from './chance.ts'
import type { InventedPerson } from './diaspora.ts'

/**
 * What an institution that has been writing for years already knows: some have asked by letter to be left alone, some
 * addresses have died. The funnel has to show both, and none of them may get a mail.
 */
export async function recordObjections(
  deps: Deps,
  it: { institutionId: number; officerId: number; people: readonly InventedPerson[]; seed: number },
): Promise<void> {
  const withAddress = it.people.flatMap(({ email }) => email ?? [])
  const chance = chanceOf(it.seed, 'objections')
  const each = Math.max(1, Math.round(withAddress.length / 90))
  const objecting = chance.some(withAddress, each)
  const dead = chance.some(
    withAddress.filter((email) => !objecting.includes(email)),
    each,
  )
  for (const email of objecting) await object(deps, it, email)
  for (const email of dead) await die(deps, it.institutionId, email)
}

async function object(
  deps: Deps,
  it: { institutionId: number; officerId: number },
  email: string,
): Promise<void> {
  const person = (await personByEmail(deps.db, it.institutionId, email))!
  const now = deps.clock.now()
  await deps.db.batch([
    ...consentStatements(deps.db, {
      contactId: person.id,
      purpose: 'receive:email',
      act: 'withdrawn',
      at: now,
      source: 'Courrier (démonstration)',
      wording: null,
      language: null,
      recordedBy: `officer:${it.officerId}`,
      createdAt: now,
    }),
    suppress(deps.db, { institutionId: it.institutionId, hash: person.hash!, reason: 'unsubscribed', now }),
  ])
}

async function die(deps: Deps, institutionId: number, email: string): Promise<void> {
  const person = (await personByEmail(deps.db, institutionId, email))!
  await suppress(deps.db, {
    institutionId,
    hash: person.hash!,
    reason: 'unknown_user',
    now: deps.clock.now(),
  }).run()
}
