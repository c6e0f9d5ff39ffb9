import { complaintOf } from './feedback.ts'
import { judge } from './judge.ts'
import { actionOf } from './report.ts'
import type { Returned } from './returned.ts'

type Notification = {
  bounce?: {
    bouncedRecipients?: {
      emailAddress?: unknown
      action?: unknown
      status?: unknown
      diagnosticCode?: unknown
    }[]
  }
  complaint?: { complainedRecipients?: { emailAddress?: unknown }[]; complaintFeedbackType?: unknown }
}

/**
 * Amazon SES also tells by mail: the JSON of its notifications through SNS, with a footer below.
 *
 * @returns nothing where the text is no such notification
 */
export function readSesNotification(text: string): Returned | undefined {
  const told = /^\s*\{[^{}]{0,2000}"(notificationType|eventType|Message)"/.test(text)
    ? unwrap(parse(text))
    : undefined
  if (!told) return undefined
  if (told.complaint) {
    const addresses = list(told.complaint.complainedRecipients).map(({ emailAddress }) => word(emailAddress))
    const type = word(told.complaint.complaintFeedbackType)
    return type === 'not-spam' ? none : complaintOf(addresses, type === 'abuse' || type === '')
  }
  const recipients = list(told.bounce?.bouncedRecipients).map((it) => {
    const status = /^[245]\.\d{1,3}\.\d{1,3}$/.exec(word(it.status))?.[0] ?? ''
    const action = actionOf(word(it.action), status)
    return judge({
      address: word(it.emailAddress),
      action,
      status,
      texts: [word(it.diagnosticCode)],
      stage: '',
    })
  })
  if (recipients.some(({ action }) => action === 'failed')) return { kind: 'bounce', recipients }
  return recipients.some(({ action }) => action === 'delayed') ? { kind: 'delayed', recipients } : none
}

const none: Returned = { kind: 'none', recipients: [] }

/** Without "raw delivery" SNS puts the notification into its own, as a string. */
function unwrap(value: Notification & { Message?: unknown } = {}): Notification | undefined {
  const told = typeof value.Message === 'string' ? parse(value.Message) : value
  return told?.bounce || told?.complaint ? told : undefined
}

/** Long lines were broken with "!" on the way. */
function parse(text: string): Notification | undefined {
  const joined = text.replace(/!?\r?\n ?/g, '')
  const end = joined.lastIndexOf('}') + 1
  try {
    const value: unknown = JSON.parse(joined.slice(joined.indexOf('{'), end))
    return value !== null && typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value)
    ? value.filter((it) => it !== null && typeof it === 'object').slice(0, 1_000)
    : []
}

const word = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 2_000) : '')
