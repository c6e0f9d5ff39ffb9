import { addressesIn } from './address.ts'
import { complaintOf, field, readFeedback } from './feedback.ts'
import { judge } from './judge.ts'
import { type Opened, openReturned } from './open.ts'
import * as phrases from './phrases.ts'
import { type Reported, reportedRecipients } from './report.ts'
import type { Action, Returned, ReturnedKind, ReturnedRecipient } from './returned.ts'
import { readSesNotification } from './ses.ts'
import { readNotice, stageOf, withoutHosts, withoutReturned } from './text.ts'

const nothing: Returned = { kind: 'none', recipients: [] }

/**
 * What a mail that came to the return address means for whom we wrote to.
 *
 * Reports by the books first: feedback (RFC 5965), then delivery reports (RFC 3464, RFC 6533). Nearly half of all
 * bounces are neither; their words are read then, without the returned mail. Automatic replies (RFC 3834) last,
 * because many bounces call themselves one. Anybody can forge such a mail: who it is about must be proven elsewhere.
 *
 * @param raw the mail as it came; only its first 300 kB are looked at
 */
export async function classifyReturned(raw: Uint8Array | string): Promise<Returned> {
  const mail = await openReturned(raw)
  if (!mail) return nothing
  // gateways that add a disclaimer or a warning put the whole report into a new mail
  const inner = isReport(mail.returned) && !mail.reports.length && !mail.feedback.length
  return judgeMail((inner && (await openReturned(mail.returned))) || mail)
}

const isReport = (header: string) =>
  /^content-type:\s*multipart\/report/im.test(header.slice(0, 20_000).split(/\n\s*\n/)[0]!)

function judgeMail(mail: Opened): Returned {
  if (mail.feedback.length) return readFeedback(mail.feedback[0]!, mail.returned)
  if (isOldComplaint(mail))
    return complaintOf(field(mail.returned || mail.text, 'X-HmXmrOriginalRecipient'), true)
  if (mail.field('x-apple-unsubscribe') === 'true') return complaintOf(addressesIn(mail.field('from')), true)
  const told = readSesNotification(mail.text)
  if (told) return told
  const reported = mail.reports.flatMap(reportedRecipients)
  if (reported.length) return fromReport(mail, reported)
  if (isNotice(mail)) return fromWords(mail)
  return isAutomatic(mail) ? automatic(mail) : nothing
}

/** Hotmail's reports from before RFC 5965. */
function isOldComplaint(mail: Opened): boolean {
  return /^complaint about message from/i.test(mail.field('subject'))
}

function fromReport(mail: Opened, reported: readonly Reported[]): Returned {
  const named = reported.map(({ address }) => address).filter((it) => it.includes('@'))
  const notice = readNotice(mail.text, named, ours(mail))
  const recipients = reported.map((it) => {
    const address = it.address || notice.addresses[0] || ''
    return judge({
      address,
      action: it.action || actionInWords(mail, notice.text),
      status: it.status,
      stage: stageOf(`${it.diagnostic}\n${notice.raw(address)}`),
      texts: [
        withoutHosts(it.diagnostic),
        it.comment,
        notice.about(address),
        ...(isTelling(it.status) ? [] : [notice.all]),
      ],
    })
  })
  const merged = oncePerAddress(recipients)
  return { kind: kindOf(merged), recipients: merged }
}

function fromWords(mail: Opened): Returned {
  const named = addressesIn(mail.field('x-failed-recipients'))
  const notice = readNotice(mail.text, named, ours(mail))
  const written = /^[ \t]*(final|original)-recipient:/im.test(notice.text)
    ? reportedRecipients(notice.text)
    : []
  if (written.length) return fromReport(mail, written)
  const action = actionInWords(mail, notice.text)
  const addresses = notice.addresses.length ? notice.addresses : writtenTo(mail)
  const recipients = addresses.map((address) =>
    judge({
      address,
      action,
      status: '',
      stage: stageOf(notice.raw(address)),
      texts: [notice.about(address), ...(addresses.length > 1 ? [] : [notice.all, mail.field('subject')])],
    }),
  )
  const merged = oncePerAddress(recipients)
  return { kind: kindOf(merged), recipients: merged }
}

/** Beside a status like 5.1.1 what a server says in general, and what others put under it, counts for nothing. */
const isTelling = (status: string) => /\.[12]\.[1-9]/.test(status)

function actionInWords(mail: Opened, text: string): Action {
  const late = phrases.delayText.test(text) || phrases.delaySubject.test(mail.field('subject'))
  return late && !phrases.finalText.test(text) ? 'delayed' : 'failed'
}

/** Whom the returned mail was for; '' when it does not come with the notice. */
function writtenTo(mail: Opened): string[] {
  const to = addressesIn(field(mail.returned, 'To')[0] ?? '')
  return to.length === 1 ? to : ['']
}

/** Whoever the notice came to is its reader, and whoever wrote it is a program. */
function ours(mail: Opened): string[] {
  return ['to', 'from', 'reply-to', 'delivered-to', 'x-original-to'].flatMap((name) =>
    addressesIn(mail.field(name)),
  )
}

function kindOf(recipients: readonly ReturnedRecipient[]): ReturnedKind {
  if (recipients.length && recipients.every(({ reason }) => reason === 'challenge')) return 'autoreply'
  if (recipients.some(({ action }) => action === 'failed')) return 'bounce'
  return recipients.some(({ action }) => action === 'delayed') ? 'delayed' : 'none'
}

/** The same address twice in one report: the verdict that says more. */
function oncePerAddress(recipients: readonly ReturnedRecipient[]): ReturnedRecipient[] {
  const worth = (it: ReturnedRecipient) =>
    (it.action === 'failed' ? 4 : 0) + (it.suppress ? 2 : 0) + (it.reason === 'undetermined' ? 0 : 1)
  const byAddress = new Map<string, ReturnedRecipient>()
  for (const one of recipients) {
    const key = one.address.toLowerCase()
    const other = byAddress.get(key)
    if (!other || worth(one) > worth(other)) byAddress.set(key, one)
  }
  return [...byAddress.values()]
}

function isNotice(mail: Opened): boolean {
  if (mail.field('x-failed-recipients')) return true
  const subject = mail.field('subject')
  const text = withoutReturned(mail.text)
  const machine =
    phrases.daemon.test(mail.field('from')) ||
    /^\s*<?(\s*|mailer-daemon\S*)>?\s*$/i.test(mail.field('return-path') || 'x')
  if (!machine && (phrases.awaySubject.test(subject) || isReply(subject))) return false
  const says = phrases.failureText.test(text) || phrases.delayText.test(text)
  const named = phrases.failureSubject.test(subject)
  return (machine && (says || named)) || (named && says && text.includes('@')) || (mail.disposition && named)
}

const isReply = (subject: string) => /^\s*(re|aw|sv|antw|tr|rv|fwd?|wg)\s*:/i.test(subject)

function isAutomatic(mail: Opened): boolean {
  const said = mail.field('auto-submitted').toLowerCase()
  if (/^auto-replied/.test(said)) return true
  if (
    [
      'x-autoreply',
      'x-autorespond',
      'x-autoresponder',
      'x-mail-autoreply',
      'x-vacation',
      'x-autoreply-from',
    ].some((name) => mail.field(name))
  )
    return true
  const subject = mail.field('subject')
  if (/auto.?reply/i.test(mail.field('precedence')) || /^reply/i.test(mail.field('x-autogenerated')))
    return true
  if (phrases.awaySubject.test(subject)) return true
  const answers = mail.field('in-reply-to') || mail.field('references') || isReply(subject)
  if (answers && (/^auto-/.test(said) || mail.field('x-auto-response-suppress'))) return true
  return isChallenge(mail)
}

function isChallenge(mail: Opened): boolean {
  return (
    isReply(mail.field('subject')) &&
    /https?:\/\//.test(mail.text) &&
    phrases.challengeText.test(mail.text.slice(0, 5_000))
  )
}

function automatic(mail: Opened): Returned {
  const address = addressesIn(mail.field('from'))[0] ?? ''
  const reason = isChallenge(mail) ? 'challenge' : 'vacation'
  return { kind: 'autoreply', recipients: [{ address, reason, action: '', status: '', suppress: false }] }
}
