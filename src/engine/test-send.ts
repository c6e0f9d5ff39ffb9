import type { OutgoingMail } from '../core/channel.ts'
import { AppError } from '../core/error.ts'
import type { Campaign } from '../store/campaigns.ts'
import type { Officer } from '../store/institutions.ts'
import { officerAt } from '../store/test-reader.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { draftMail } from './draft-preview.ts'
import { mayWrite } from './drafts.ts'

const longestSendMs = 60_000

/**
 * Sends a mail of a draft to somebody who works at the institution. It has no row: nothing counts it, its links lead
 * straight to where they go, and an answer of a receiving server that comes later is an answer to nothing of ours.
 *
 * @param to    address of an officer of the institution
 * @param mark  what stands before the subject, `[test]`
 * @throws AppError `role` | `test-reader` | `test-step` | `test-failed` (params.detail) | `no-sender`; Problems of the linter
 */
export async function testSend(
  deps: Deps,
  it: {
    campaign: Campaign
    officer: Officer
    files: Record<string, string>
    path: string
    contact: string
    to: string
    mark: string
  },
): Promise<void> {
  const { campaign, officer } = it
  if (!mayWrite(officer.role)) throw new AppError('forbidden', 'role', `a ${officer.role} sends no test`)
  const reader = await officerAt(deps.db, campaign.institutionId, it.to)
  if (!reader) throw new AppError('invalid', 'test-reader', 'a test goes to somebody of the institution only')
  const channel = deps.channels.get('email')
  const mail = await draftMail(deps, it)
  if (!mail || !channel) throw new AppError('invalid', 'test-step', `${it.path} is no mail`)
  const receipt = await channel.send(
    { ...ownMail(mail, reader.email), institutionId: campaign.institutionId },
    AbortSignal.timeout(longestSendMs),
  )
  if (receipt.outcome !== 'accepted') {
    const { detail } = receipt
    throw new AppError('unavailable', 'test-failed', `the test was not sent: ${detail}`, { detail })
  }
  const { institutionId, id: officerId } = officer
  await audit(deps, { institutionId, officerId, act: 'test-send', subject: `campaign:${campaign.id}` })
}

/** Made for the sample reader, addressed to the officer; each test has a Message-ID of its own. */
function ownMail(mail: OutgoingMail, address: string): OutgoingMail {
  const domain = mail.messageId.slice(mail.messageId.lastIndexOf('@'))
  const messageId = `<test-${crypto.randomUUID()}${domain}`
  const raw = mail.raw
    .replaceAll(mail.messageId, messageId)
    .replace(/^To: .*(?:\r\n[ \t].*)*/m, () => `To: <${address}>`)
  return { ...mail, messageId, envelope: { ...mail.envelope, to: address }, raw }
}
