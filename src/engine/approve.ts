import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Audience, segmentsIn } from '../core/audience.ts'
import { AppError } from '../core/error.ts'
import { toHex } from '../core/token.ts'
import { approvalsOf, type Campaign, type Edition, editionById, insertApproval } from '../store/campaigns.ts'
import { type Officer, segmentsOf } from '../store/institutions.ts'
import { answersFor } from '../store/proofs.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { changed, note, readComment } from './review-note.ts'
import { tell } from './webhooks-tell.ts'

export type LifeCycleAnswer = { campaign: string; state: string; edition: string }

/**
 * A second person's yes to exactly this edition, for this audience as its segments stand now, at these times.
 *
 * @param seen  what the officer read (`reviewOf`); left out, whatever is newest
 * @throws AppError `own-work` for the author, `changed` when it is not what was seen, `unproved` for whom the author answers (docs/decisions/0019), `role` for
 *   analysts, `other-institution`
 */
export async function approve(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; comment?: string | undefined; seen?: string | undefined },
): Promise<LifeCycleAnswer> {
  const { campaign, officer } = it
  const edition = await newestEdition(deps, campaign)
  if (officer.institutionId !== campaign.institutionId) {
    throw new AppError('not_found', 'campaign', `there is no campaign "${campaign.slug}"`)
  }
  if (officer.role === 'analyst') {
    throw new AppError(
      'forbidden',
      'role',
      'an analyst cannot approve: ask a reviewer, another officer or an admin',
    )
  }
  if (officer.id === edition.authorId) {
    const line = `${campaign.slug}: its author cannot approve it; ask a second officer or a reviewer`
    throw new AppError('forbidden', 'own-work', line)
  }
  if ((await answersFor(deps.db, officer.id)) === (await answersFor(deps.db, edition.authorId))) {
    const line = `${officer.email} and the author count as one person: one was let in by the other and has not proved their address; prove it in the account, or by a link of officer add`
    throw new AppError('forbidden', 'unproved', line)
  }
  const approvalHash = await approvalHashOf(deps, campaign, edition)
  if (it.seen !== undefined && it.seen !== approvalHash) throw changed(campaign)
  const comment = readComment(it.comment)
  if (campaign.state === 'draft')
    await note(deps, { campaign, edition, officer, said: 'approved', approvalHash, comment })
  await insertApproval(deps.db, {
    campaignId: campaign.id,
    editionId: edition.id,
    approvalHash,
    officerId: officer.id,
    createdAt: deps.clock.now(),
  })
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId: officer.id,
    act: 'approve',
    subject: `campaign:${campaign.id}`,
    detail: {
      edition: edition.hash,
      approval: approvalHash,
      ...(officer.invitedBy === null ? {} : { invitedBy: officer.invitedBy }),
    },
  })
  const data = { campaign: campaign.slug, edition: edition.hash }
  await tell(deps, campaign.institutionId, 'campaign.approved', data)
  return { campaign: campaign.slug, state: 'approved', edition: edition.hash }
}

/** Whether somebody other than the author said yes to what would go out now. */
export async function isApproved(deps: Deps, campaign: Campaign, edition: Edition): Promise<boolean> {
  const wanted = await approvalHashOf(deps, campaign, edition)
  const approvals = await approvalsOf(deps.db, edition.id)
  return approvals.some((one) => one.approvalHash === wanted && one.officerId !== edition.authorId)
}

export async function newestEdition(deps: Deps, campaign: Campaign): Promise<Edition> {
  const edition = campaign.editionId === null ? undefined : await editionById(deps.db, campaign.editionId)
  if (!edition) throw new AppError('conflict', 'no-edition', `${campaign.slug} has not been published yet`)
  return edition
}

/**
 * The edition's hash covers every byte of campaign.yaml: times, windows, Ramadan, ends. Holidays and months of the
 * institution are left out: they are facts about days, which only make a message wait, by a rule that was approved.
 */
export async function approvalHashOf(deps: Deps, campaign: Campaign, edition: Edition): Promise<string> {
  const segments = await segmentsOf(deps.db, campaign.institutionId)
  const { audience, waves, window, steps } = edition.definition
  const words = [edition.hash, audience, usedSegments(audience, segments), waves, window ?? null, steps]
  return toHex(sha256(utf8ToBytes(JSON.stringify(words))))
}

function usedSegments(
  audience: Audience,
  segments: Record<string, Audience>,
  seen = new Set<string>(),
): unknown[] {
  return segmentsIn(audience)
    .filter((name) => !seen.has(name) && seen.add(name))
    .flatMap((name) => [
      [name, segments[name] ?? null],
      ...(segments[name] ? usedSegments(segments[name], segments, seen) : []),
    ])
}
