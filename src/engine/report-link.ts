import { AppError } from '../core/error.ts'
import { open, seal } from '../core/token.ts'
import { type Campaign, campaignById } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import {
  insertReportLink,
  openReportLink,
  type ReportLink,
  reportLinksOf,
  revokeReportLink,
} from '../store/report-links.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'

const dayMs = 86_400_000
export const usualLinkDays = 30
export const mostLinkDays = 365

export type ReportAddress = ReportLink & { url: string; state: 'open' | 'expired' | 'revoked' }

/**
 * Makes a link that opens the report of a campaign without signing in, for some days.
 *
 * @throws AppError `role`, `days`, `not-launched`
 */
export async function addReportLink(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; language: string; days: number },
): Promise<{ id: number; url: string }> {
  const { campaign, officer, language, days } = it
  checkRole(officer)
  if (!Number.isSafeInteger(days) || days < 1 || days > mostLinkDays)
    throw new AppError('invalid', 'days', `write a whole number of days from 1 to ${mostLinkDays}`)
  if (campaign.launchedAt === null)
    throw new AppError('conflict', 'not-launched', 'there is nothing to report before the launch')
  const createdAt = deps.clock.now()
  const expiresAt = createdAt + days * dayMs
  const row = { campaignId: campaign.id, officerId: officer.id, language, createdAt, expiresAt }
  const id = await insertReportLink(deps.db, row)
  await note(deps, campaign, officer, 'report-link-add', { link: id, days, language })
  return { id, url: urlOf(deps, id) }
}

/** @throws AppError `role`, `report-link` where there is no such link that still opens */
export async function dropReportLink(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; id: number },
): Promise<void> {
  checkRole(it.officer)
  const now = deps.clock.now()
  if (!(await revokeReportLink(deps.db, { id: it.id, campaignId: it.campaign.id, now })))
    throw new AppError('not_found', 'report-link', 'there is no such link')
  await note(deps, it.campaign, it.officer, 'report-link-revoke', { link: it.id })
}

/** The links of a campaign, newest first, with their addresses. */
export async function reportAddresses(deps: Deps, campaign: Campaign): Promise<ReportAddress[]> {
  const now = deps.clock.now()
  return (await reportLinksOf(deps.db, campaign.id)).map((link) => ({
    ...link,
    url: urlOf(deps, link.id),
    state: link.revokedAt !== null ? 'revoked' : link.expiresAt <= now ? 'expired' : 'open',
  }))
}

/**
 * What a link opens. One that was taken back, has ended or was never made is as if it were not there.
 *
 * @throws AppError `report-link`
 */
export async function openReport(
  deps: Deps,
  token: string,
): Promise<{ campaign: Campaign; link: ReportLink }> {
  const [id] = open(deps.keys, 'report', token) ?? []
  const link = id === undefined ? null : await openReportLink(deps.db, id, deps.clock.now())
  const campaign = link && (await campaignById(deps.db, link.campaignId))
  if (!campaign) throw new AppError('not_found', 'report-link', 'this link does not open a report')
  return { campaign, link }
}

const urlOf = (deps: Deps, id: number) => `${deps.settings.publicUrl}/r/${seal(deps.keys, 'report', [id])}`

export const mayShareReports = (role: string) => role === 'officer' || role === 'admin'

function checkRole(officer: Officer): void {
  if (!mayShareReports(officer.role))
    throw new AppError(
      'forbidden',
      'role',
      `a ${officer.role} cannot share a report; ask an officer or an admin`,
    )
}

const note = (
  deps: Deps,
  campaign: Campaign,
  officer: Officer,
  act: string,
  detail: Record<string, string | number>,
) =>
  audit(deps, {
    institutionId: campaign.institutionId,
    officerId: officer.id,
    act,
    subject: `campaign:${campaign.id}`,
    detail,
  })
