import { AppError } from '../core/error.ts'
import { knowsMorocco } from '../core/time.ts'
import { addressHash } from '../core/token.ts'
import {
  type Campaign,
  type ContentHead,
  contentsOf,
  type Edition,
  moveCampaign,
  stepsOf,
} from '../store/campaigns.ts'
import { type ContentChoice, queuePosts, queueWaves } from '../store/enrollment.ts'
import { clocksOf, countFunnelByClock } from '../store/funnel.ts'
import { institutionById } from '../store/institutions.ts'
import { launchStatements } from '../store/launch.ts'
import { ensureAccount } from '../store/people.ts'
import { isApproved, type LifeCycleAnswer, newestEdition } from './approve.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { campaignQuestion, type Funnel, funnelOf } from './funnel.ts'
import { launchOrder } from './launch-order.ts'
import { dueTimes } from './schedule.ts'

type Asked = { campaign: Campaign; officerId?: number | null }
type AskedLaunch = Asked & {
  /** Goes although people of the audience read no language that is ready: they get nothing. */
  leaveOut?: boolean
}

/**
 * Sets an approved campaign going: enrols the audience as it stands now, in waves, and fills the outbox. All or
 * nothing, once.
 *
 * @throws AppError `not-approved` | `uncovered-language` | `empty-audience` | `state` | `zone-data`
 */
export async function launch(
  deps: Deps,
  { campaign, officerId = null, leaveOut = false }: AskedLaunch,
): Promise<LifeCycleAnswer> {
  if (campaign.state !== 'draft') {
    throw new AppError(
      'conflict',
      'state',
      `${campaign.slug} is ${campaign.state}; only a campaign that was never launched can be`,
    )
  }
  const edition = await newestEdition(deps, campaign)
  await checkAllowed(deps, campaign, edition)
  const now = deps.clock.now()
  const asked = await campaignQuestion(deps, campaign.institutionId, edition)
  const rows = await countFunnelByClock(deps.db, asked)
  const counted = funnelOf(rows)
  checkAudience(campaign, edition, counted, leaveOut)
  const { mails, posts } = await launchChoices(deps, campaign, edition)
  await deps.db.batch([
    ...launchStatements(deps.db, {
      campaignId: campaign.id,
      editionId: edition.id,
      launchedAt: now,
      question: asked,
      ...launchOrder(deps.keys, campaign.slug, edition.definition, counted),
    }),
    queueWaves(deps.db, {
      campaignId: campaign.id,
      choices: mails,
      dues: dueTimes(edition.definition, now, clocksOf(rows)),
      now,
    }),
    ...(posts.length ? [await postStatement(deps, campaign, posts, now)] : []),
  ])
  await record(deps, campaign, officerId, 'launch', edition.hash)
  for (const channel of new Set([...mails, ...posts].map((choice) => choice.channel)))
    await deps.wake.ring(channel)
  return { campaign: campaign.slug, state: 'running', edition: edition.hash }
}

async function checkAllowed(deps: Deps, campaign: Campaign, edition: Edition): Promise<void> {
  if (!knowsMorocco()) {
    const line =
      "this runtime's zone data is too old: it does not know that Morocco stays at UTC+0 since September 2026"
    throw new AppError('unavailable', 'zone-data', line)
  }
  if (!(await isApproved(deps, campaign, edition))) {
    const line = `${campaign.slug}: edition ${edition.hash.slice(0, 12)} is not approved; a second officer must approve what goes out`
    throw new AppError('forbidden', 'not-approved', line)
  }
}

function checkAudience(campaign: Campaign, edition: Edition, counted: Funnel, leaveOut: boolean): void {
  const uncovered = counted.excluded.noLanguage
  if (uncovered > 0 && !leaveOut) {
    const line = `${campaign.slug}: ${uncovered} people of the audience read no language that is ready, and there is no fallback; write their language or set fallback in campaign.yaml, or leave them out with launch --leave-out`
    throw new AppError('conflict', 'uncovered-language', line)
  }
  const posts = edition.definition.steps.some((step) => step.channel === 'x')
  if (counted.final === 0 && !posts) {
    throw new AppError(
      'conflict',
      'empty-audience',
      `${campaign.slug}: nobody would receive it; look at the audience`,
    )
  }
}

async function launchChoices(deps: Deps, campaign: Campaign, edition: Edition) {
  const contents = await contentsOf(deps.db, edition.id)
  const steps = await stepsOf(deps.db, campaign.id)
  const all = steps
    .filter(
      (step) => step.trigger === 'launch' && edition.definition.steps.some((one) => one.id === step.name),
    )
    .flatMap((step) => choices(contents, step))
  return {
    mails: all.filter((one) => one.channel === 'email'),
    posts: all.filter((one) => one.channel !== 'email'),
  }
}

/** The sendable contents of a step. */
export function choices(
  contents: readonly ContentHead[],
  step: { id: number; name: string; channel: string },
): ContentChoice[] {
  return contents
    .filter((content) => content.step === step.name && content.status !== 'draft')
    .map(({ language, variant, id }) => ({
      stepId: step.id,
      channel: step.channel,
      language,
      variant,
      contentId: id,
    }))
}

async function postStatement(deps: Deps, campaign: Campaign, posts: readonly ContentChoice[], now: number) {
  const institution = (await institutionById(deps.db, campaign.institutionId))!
  const accountId = await ensureAccount(deps.db, {
    institutionId: institution.id,
    channel: 'x',
    value: institution.slug,
    hash: addressHash(deps.keys, 'x', institution.slug),
    now,
  })
  return queuePosts(deps.db, { campaignId: campaign.id, accountId, choices: posts, dueAt: now, now })
}

/** Nothing more goes out until `resume`; what is under way arrives. */
export const pause = (deps: Deps, it: Asked) => move(deps, it, 'pause', ['running'], 'paused')
/** For a campaign that a person paused; `resume` (engine/resume) knows those that a rule holds. */
export const resumePaused = (deps: Deps, it: Asked) => move(deps, it, 'resume', ['paused'], 'running')
/** The end: nothing goes out any more, share links say that the campaign is over; unsubscribing works for ever. */
export const finish = (deps: Deps, it: Asked) => move(deps, it, 'finish', ['running', 'paused'], 'finished')

async function move(
  deps: Deps,
  { campaign, officerId = null }: Asked,
  act: 'pause' | 'resume' | 'finish',
  from: ('running' | 'paused')[],
  to: 'running' | 'paused' | 'finished',
): Promise<LifeCycleAnswer> {
  const edition = await newestEdition(deps, campaign)
  const moved = await moveCampaign(
    deps.db,
    campaign.id,
    from,
    to,
    to === 'finished' ? deps.clock.now() : null,
  )
  if (!moved) {
    const line = `${campaign.slug} is ${campaign.state}; ${act} needs a campaign that is ${from.join(' or ')}`
    throw new AppError('conflict', 'state', line)
  }
  await record(deps, campaign, officerId, act, edition.hash)
  if (to === 'running') for (const channel of deps.channels.keys()) await deps.wake.ring(channel)
  return { campaign: campaign.slug, state: to, edition: edition.hash }
}

async function record(
  deps: Deps,
  campaign: Campaign,
  officerId: number | null,
  act: string,
  edition: string,
) {
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId,
    act,
    subject: `campaign:${campaign.id}`,
    detail: { edition },
  })
}
