import { AppError } from '../core/error.ts'
import type { Campaign } from '../store/campaigns.ts'
import { isApproved, type LifeCycleAnswer, newestEdition } from './approve.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { launch } from './launch.ts'
import { type PreflightAnswer, preflight } from './preflight.ts'

export type CheckedLaunch = LifeCycleAnswer & {
  /** Null where nobody looked: mail stays in the built-in mailbox, or nobody wants it. */
  preflight: PreflightAnswer['verdict'] | null
  /** What receivers will take amiss, a line each. */
  warnings: string[]
}

/**
 * The launch as officers and operators call it: where mail leaves the machine, the sending domain is looked at first.
 * What is wrong with it is said, and stops the launch only where MAWJA_PREFLIGHT says `required`: a DNS that cannot be
 * asked never does.
 *
 * @throws AppError `preflight`, and those of `launch`
 */
export async function launchChecked(
  deps: Deps,
  { despitePreflight = false, ...asked }: Parameters<typeof launch>[1] & { despitePreflight?: boolean },
): Promise<CheckedLaunch> {
  const found = (await isWorthLooking(deps, asked.campaign)) ? await preflight(deps, asked) : null
  const faults = found?.findings.filter(({ verdict }) => verdict === 'fail') ?? []
  const warnings = faults.map(({ check, line }) => `${check}: ${line}`)
  if (warnings.length && deps.settings.preflight === 'required') {
    if (!despitePreflight) throw refused(asked.campaign, warnings)
    await audit(deps, {
      institutionId: asked.campaign.institutionId,
      officerId: asked.officerId ?? null,
      act: 'preflight-overruled',
      subject: `campaign:${asked.campaign.id}`,
      detail: { domain: found!.domain, faults: faults.map(({ key }) => key).join(' ') },
    })
  }
  return { ...(await launch(deps, asked)), preflight: found?.verdict ?? null, warnings }
}

/** A launch that will be refused for another reason need not wait for the DNS. */
async function isWorthLooking(deps: Deps, campaign: Campaign): Promise<boolean> {
  const { preflight: wish = 'advised', receivers } = deps.settings
  if (wish === 'off' || !receivers?.email || campaign.state !== 'draft') return false
  const edition = await newestEdition(deps, campaign)
  const writes = edition.definition.steps.some((step) => step.channel === 'email')
  return writes && isApproved(deps, campaign, edition)
}

const refused = ({ slug }: Campaign, warnings: readonly string[]) =>
  new AppError(
    'conflict',
    'preflight',
    `${slug}: ${warnings.join('; ')}; mend that, or launch --despite-preflight`,
  )
