import { Problems } from '../core/error.ts'
import { shareButtons } from '../core/share.ts'
import { type Findings, problem, warning } from './findings.ts'
import { escapeHtml, parseTemplate, render } from './interpret.ts'
import type { Letter } from './letter.ts'
import type { MailContext } from './message.ts'
import type { Theme } from './theme.ts'

/** Gmail cuts a mail off beyond this, and the way to unsubscribe with it. Octets of the finished HTML. */
export const largestMail = 102_000
const largeMail = 90_000

type Mail = {
  html: string
  text: string
  links: readonly string[]
  letter: Pick<Letter, 'bulk' | 'notice' | 'measurable' | 'words'>
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
function checkLayout(mail: Mail): void {
  const { html, text, theme, layout } = mail
  const faults = [...doorFaults(mail), ...measureFaults(mail)]
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

/** The ways out: to leave a campaign, to object to a notice; none in an answer to what a person just did. */
function doorFaults({ html, letter }: Mail): string[] {
  const faults: string[] = []
  const doors = ['unsubscribeUrl', 'objectUrl', 'preferencesUrl', 'viewUrl'].filter((name) =>
    html.includes(`{{${name}}}`),
  )
  const [wanted, other] = letter.notice ? ['objectUrl', 'unsubscribeUrl'] : ['unsubscribeUrl', 'objectUrl']
  if (letter.bulk && !doors.includes(wanted!)) faults.push(`the mail has no link to {{${wanted}}}`)
  if (letter.bulk && doors.includes(other!))
    faults.push(`${letter.notice ? 'a notice' : 'the mail of a campaign'} has no use for {{${other}}}`)
  if (!letter.bulk && doors.length)
    faults.push(`a mail that confirms a sign-up has no use for {{${doors.join('}}, {{')}}}`)
  return faults
}

/**
 * Whoever agreed to be measured finds the image, is told so and can stop it; for everybody else the mail knows of
 * nothing. Looked at in what arrives, as a layout may say it in many ways.
 */
function measureFaults({ html, links, letter, layout }: Mail): string[] {
  if (!letter.measurable)
    return html.includes('pixelUrl')
      ? ['nobody may be measured by this mail: it has no use for {{pixelUrl}}']
      : []
  const template = parseTemplate(html, { mode: 'html', path: layout })
  const context = longest(links)
  const measured = render(template, context)
  const usual = render(template, { ...context, pixelUrl: '' })
  const image = /<img\b(?=[^>]* src="PIXEL")(?=[^>]* alt="")(?=[^>]* aria-hidden="true")/
  const words = [letter.words.measured, letter.words.stopMeasuring].map(escapeHtml)
  const faults: string[] = []
  if (!image.test(render(template, { ...context, pixelUrl: 'PIXEL' })))
    faults.push(
      'the mail has no image {{pixelUrl}} that is hidden from screen readers (alt="", aria-hidden="true")',
    )
  if (!words.every((one) => measured.includes(one)))
    faults.push(
      'whoever is measured must read words.measured, and words.stopMeasuring with a link to {{preferencesUrl}}',
    )
  if (usual.includes('src=""') || words.some((one) => usual.includes(one)))
    faults.push('image and words of the measure belong into {{#if pixelUrl}} … {{/if}}')
  return faults
}

/** With addresses and names as long as they get: what counts is what arrives. */
function finishedBytes({ html, links, layout }: Mail): number {
  const template = parseTemplate(html, { mode: 'html', path: layout })
  return new TextEncoder().encode(render(template, longest(links))).length
}

function longest(links: readonly string[]): MailContext {
  const address = `https://${'m'.repeat(30)}.example/c/${'t'.repeat(48)}`
  const name = 'n'.repeat(20)
  return {
    language: 'fr',
    contact: { firstName: name, lastName: name, country: 'MA', city: name },
    links: links.map(() => address),
    shareUrl: address,
    share: Object.fromEntries(shareButtons.map((button) => [button, address])) as MailContext['share'],
    chainUrl: address,
    confirmUrl: address,
    dataUrl: address,
    unsubscribeUrl: address,
    objectUrl: address,
    preferencesUrl: address,
    viewUrl: address,
    pixelUrl: address,
  }
}
