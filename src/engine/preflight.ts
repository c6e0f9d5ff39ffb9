import { AppError } from '../core/error.ts'
import { preflight as look, type Preflight } from '../core/preflight/check.ts'
import { type Check, type Finding, type Verdict, verdictOver } from '../core/preflight/finding.ts'
import { findingLine } from '../i18n/preflight-words.ts'
import type { Campaign } from '../store/campaigns.ts'
import { insertPreflight } from '../store/preflights.ts'
import { newestEdition } from './approve.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

export type PreflightAnswer = {
  domain: string
  verdict: Verdict
  findings: { check: Check; verdict: Verdict; key: string; line: string }[]
}

type Asked = { officerId?: number | null } & (
  | { campaign: Campaign }
  /** A domain by itself, for an institution that thinks of sending from it. */
  | { domain: string; institutionId: number }
)

/**
 * Looks at a sending domain as receivers of its mail will, and writes down what it saw, with the campaign.
 *
 * @throws AppError `no-sender`, `domain`
 */
export async function preflight(deps: Deps, it: Asked): Promise<PreflightAnswer> {
  const campaign = 'campaign' in it ? it.campaign : null
  const institutionId = 'campaign' in it ? it.campaign.institutionId : it.institutionId
  const domain = 'campaign' in it ? await senderDomain(deps, it.campaign) : domainNamed(it.domain)
  const findings = await look(deps.dns, questionFor(deps, domain))
  const verdict = verdictOver(findings)
  const campaignId = campaign?.id ?? null
  await insertPreflight(deps.db, { institutionId, campaignId, domain, findings, at: deps.clock.now() })
  await audit(deps, {
    institutionId,
    officerId: it.officerId ?? null,
    act: 'preflight',
    subject: campaign ? `campaign:${campaign.id}` : `institution:${institutionId}`,
    detail: { domain, verdict },
  })
  return { domain, verdict, findings: findings.map(spoken) }
}

const spoken = ({ check, verdict, key, values }: Finding) => ({
  check,
  verdict,
  key,
  line: findingLine({ key, values }),
})

/** From's domain; the envelope's, the signature's and the address's are those of the installation. */
function questionFor({ settings, reach }: Deps, domain: string): Preflight {
  const probe = `${settings.publicUrl}/u/preflight`
  return {
    from: domain,
    envelope: settings.bounceDomain ?? domain,
    dkim: settings.dkim ?? null,
    address: settings.mailIp ?? null,
    unsubscribe: reach
      ? { secure: settings.publicUrl.startsWith('https:'), reach: () => reach(probe) }
      : null,
  }
}

async function senderDomain(deps: Deps, campaign: Campaign): Promise<string> {
  const { definition } = await newestEdition(deps, campaign)
  const address = definition.sender.email ?? deps.settings.mailFrom
  if (!address) {
    const line = `${campaign.slug}: set sender.email in campaign.yaml, or MAWJA_MAIL_FROM`
    throw new AppError('invalid', 'no-sender', line)
  }
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** Names of more than one part, as mail is sent from; IDNs as they are written in the DNS. */
function domainNamed(written: string): string {
  const host = URL.parse(`http://${written}`)?.hostname.replace(/\.$/, '') ?? ''
  if (!/^(?=.{1,253}$)([\w-]{1,63}\.)+[a-z][\w-]*$/.test(host) || /[/:@?#]/.test(written))
    throw new AppError('invalid', 'domain', `"${written}" is neither a campaign nor a domain`)
  return host
}
