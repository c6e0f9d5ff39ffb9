import type { Outgoing, OutgoingMail } from '../../src/core/channel.ts'
import { drain } from '../../src/engine/tick.ts'
import { makeWorld, people, type World } from './world.ts'

export const bounceDomain = 'bounce.mre.example'

/** A campaign that has gone out to a few people, from addresses of its own to which mail comes back. */
export async function sentWorld(
  count = 3,
  before: (world: World) => void = () => {},
): Promise<World & { mails: OutgoingMail[] }> {
  const world = await makeWorld()
  before(world)
  world.deps.settings.bounceDomain = bounceDomain
  await world.import(people(count))
  await world.launch()
  await drain(world.deps)
  const mails = world.mail.arrived
    .filter((message): message is OutgoingMail => message.kind === 'mail')
    .sort((a, b) => a.envelope.to.localeCompare(b.envelope.to))
  return Object.assign(world, { mails })
}

export const bytes = (text: string) => new TextEncoder().encode(text.replace(/\r?\n/g, '\r\n'))

export type Told = { address: string; action?: string; status?: string; diagnostic?: string }

/** A delivery report as Postfix writes one, with the header of the mail it returns. */
export function report(mail: Outgoing, told: readonly Told[], more: { returned?: string } = {}): Uint8Array {
  if (mail.kind !== 'mail') throw new Error('no mail')
  const groups = told.map(
    ({ address, action = 'failed', status = '5.1.1', diagnostic = '550 5.1.1 User unknown' }) =>
      `Final-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}\n`,
  )
  const header = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n'))
  return bytes(`From: MAILER-DAEMON@relay.example
To: ${mail.envelope.from}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

This is the mail system. Your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

${groups.join('\n')}
--b1
Content-Type: text/rfc822-headers

${more.returned ?? header}

--b1--
`)
}

/** What a person writes back. */
export function answer(mail: Outgoing, text: string, more: Record<string, string> = {}): Uint8Array {
  if (mail.kind !== 'mail') throw new Error('no mail')
  const fields = {
    From: `Une lectrice <${mail.envelope.to}>`,
    To: 'reply@bounce.mre.example',
    Subject: 'Re: invitation',
    Date: 'Mon, 23 Nov 2026 10:00:00 +0000',
    'Message-ID': '<answer.1@diaspora.example>',
    'In-Reply-To': mail.messageId,
    ...more,
  }
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`)
  return bytes(`${head.join('')}Content-Type: text/plain; charset=utf-8\n\n${text}\n`)
}
