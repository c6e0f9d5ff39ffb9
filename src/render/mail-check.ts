import { Problems } from '../core/error.ts'
import { shareButtons } from '../core/share.ts'
import { type Findings, problem, warning } from './findings.ts'
import { parseTemplate, render } from './interpret.ts'
import type { MailContext } from './message.ts'
import type { Theme } from './theme.ts'

/** Gmail cuts a mail off beyond this, and the way to unsubscribe with it. Octets of the finished HTML. */
export const largestMail = 102_000
const largeMail = 90_000

type Mail = {
  html: string
  text: string
  links: readonly string[]
  bulk: boolean
  theme: Theme
  layout: string
}

/** Looks at the compiled mail: what no single file can be blamed for beforehand. */
export function checkMail(found: Findings, mail: Mail): void {
  checkLayout(mail)
  const bytes = finishedBytes(mail)
  if (bytes > largestMail) {
    problem(
      found,
      { line: 1 },
      `the mail has ${bytes} bytes; Gmail cuts off what is beyond ${largestMail}: shorten it`,
    )
  } else if (bytes > largeMail) {
    warning(found, { line: 1 }, `the mail has ${bytes} bytes; Gmail cuts off what is beyond ${largestMail}`)
  }
}

/** @throws Problems `template`: these are faults of the layout, whatever the copy says */
function checkLayout({ html, text, bulk, theme, layout }: Mail): void {
  const faults: string[] = []
  const doors = ['unsubscribeUrl', 'preferencesUrl', 'viewUrl'].filter((name) => html.includes(`{{${name}}}`))
  if (bulk && !doors.includes('unsubscribeUrl')) faults.push('the mail has no link to {{unsubscribeUrl}}')
  if (!bulk && doors.length)
    faults.push(`a mail that confirms a sign-up has no use for {{${doors.join('}}, {{')}}}`)
  if (!/<html[^>]* lang="[a-z]{2,3}"/.test(html) || html.includes('lang="und"'))
    faults.push('the language of the mail is not set')
  if (theme.direction === 'rtl' && /direction:\s*ltr/.test(html)) {
    faults.push('a block is set from left to right in a mail that is read from right to left')
  }
  if (!/<title>\s*\S/.test(html)) faults.push('the mail has no <title>')
  if (faults.length)
    throw new Problems(
      'template',
      faults.map((what) => `${layout}:1: ${what}`),
    )
  parseTemplate(text, { mode: 'text', path: layout })
}

/** With addresses and names as long as they get: what counts is what arrives. */
function finishedBytes({ html, links, layout }: Mail): number {
  const address = `https://${'m'.repeat(30)}.example/c/${'t'.repeat(48)}`
  const name = 'n'.repeat(20)
  const context: MailContext = {
    language: 'fr',
    contact: { firstName: name, lastName: name, country: 'MA', city: name },
    links: links.map(() => address),
    shareUrl: address,
    share: Object.fromEntries(shareButtons.map((button) => [button, address])) as MailContext['share'],
    confirmUrl: address,
    dataUrl: address,
    unsubscribeUrl: address,
    preferencesUrl: address,
    viewUrl: address,
  }
  return new TextEncoder().encode(render(parseTemplate(html, { mode: 'html', path: layout }), context)).length
}
