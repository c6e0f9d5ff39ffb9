import { AppError } from '../core/error.ts'
import type { Statement } from '../core/ports.ts'
import { type Campaign, contentsOf, type Edition, moveCampaign, stepsOf } from '../store/campaigns.ts'
import { queuePosts, queueWaves } from '../store/enrollment.ts'
import { clocksOf, countFunnelByClock } from '../store/funnel.ts'
import { ghostStatement } from '../store/hold-outs.ts'
import { institutionById } from '../store/institutions.ts'
import { launchStatements } from '../store/launch.ts'
import { allocateCampaign } from './allocate.ts'
import { isApproved, type LifeCycleAnswer, newestEdition } from './approve.ts'
import { audit } from './audit.ts'
import { accountOf, choices } from './choices.ts'
import type { Deps } from './deps.ts'
import { campaignQuestion, type Funnel, funnelOf } from './funnel.ts'
import { holdCampaign } from './hold.ts'
import { launchOrder } from './launch-order.ts'
import { duesOf, knownSteps, type ReaderClock, type StepDue } from './step-dues.ts'
import { tell } from './webhooks-tell.ts'
import { refuseOldZones } from './zones.ts'

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
  const steps = await launchChoices(deps, campaign, edition)
  const queued = await queueStatements(deps, { campaign, edition, clocks: clocksOf(rows), steps, now })
  await deps.db.batch([
    ...launchStatements(deps.db, {
      campaignId: campaign.id,
      editionId: edition.id,
      launchedAt: now,
      question: asked,
      ...launchOrder(deps.keys, campaign.slug, edition.definition, counted),
      counted: rows,
    }),
    ...queued,
  ])
  await record(deps, campaign, officerId, 'launch', edition.hash)
  for (const channel of new Set(steps.map(({ step }) => step.channel))) await deps.wake.ring(channel)
  return { campaign: campaign.slug, state: 'running', edition: edition.hash }
}

async function checkAllowed(deps: Deps, campaign: Campaign, edition: Edition): Promise<void> {
  refuseOldZones()
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

/** Of each step whose hour is known beforehand, what may be sent. */
async function launchChoices(deps: Deps, campaign: Campaign, edition: Edition) {
  const contents = await contentsOf(deps.db, edition.id)
  const known = knownSteps(edition.definition).map((step) => step.id)
  const rows = (await stepsOf(deps.db, campaign.id)).filter((step) => known.includes(step.name))
  return rows.map((step) => ({ step, offers: choices(edition.definition, contents, step) }))
}

/** D1 binds two megabytes: more clocks than this go wave by wave, which leaves each wave as mixed as it was. */
const mostDues = 10_000

function portions(dues: readonly StepDue[]): readonly (readonly StepDue[])[] {
  return dues.length <= mostDues ? [dues] : [...Map.groupBy(dues, ({ wave }) => wave).values()]
}

/** Every mail of the launch on its reader's clock, every post on the sender's. */
async function queueStatements(
  deps: Deps,
  it: {
    campaign: Campaign
    edition: Edition
    clocks: readonly ReaderClock[]
    steps: Awaited<ReturnType<typeof launchChoices>>
    now: number
  },
): Promise<Statement[]> {
  const { campaign, now } = it
  const institution = (await institutionById(deps.db, campaign.institutionId))!
  const dues = await duesOf(deps, institution, it.edition.definition, { launchedAt: now, clocks: it.clocks })
  const posts = it.steps.some(({ step }) => step.channel !== 'email')
  const accountId = posts ? await accountOf(deps, institution) : 0
  const holdsOut = it.edition.definition.experiment?.holdOut !== undefined
  const first = it.steps.find(({ step }) => step.channel === 'email')
  return it.steps.flatMap(({ step, offers }) => {
    const own = dues.filter((due) => due.step === step.name)
    const base = { campaignId: campaign.id, choices: offers, now }
    if (step.channel === 'email')
      return portions(own).flatMap((part) => [
        queueWaves(deps.db, { ...base, dues: part }),
        ...(holdsOut && step === first?.step ? [ghostStatement(deps.db, { ...base, dues: part })] : []),
      ])
    const { plannedAt, dueAt } = own[0]!
    return [queuePosts(deps.db, { ...base, accountId, plannedAt, dueAt })]
  })
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
  if (to === 'running') {
    await holdCampaign(deps, campaign)
    await allocateCampaign(deps, campaign)
  }
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
  act: keyof typeof typeOf,
  edition: string,
) {
  await audit(deps, {
    institutionId: campaign.institutionId,
    officerId,
    act,
    subject: `campaign:${campaign.id}`,
    detail: { edition },
  })
  await tell(deps, campaign.institutionId, typeOf[act], { campaign: campaign.slug, edition })
}

const typeOf = {
  launch: 'campaign.launched',
  pause: 'campaign.paused',
  resume: 'campaign.resumed',
  finish: 'campaign.finished',
} as const
