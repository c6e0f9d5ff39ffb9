import { shareButtons } from '../core/share.ts'

/** What a layout can read while a campaign is published: `{{name}}`. `[]` stands for each of a list. */
export const layoutValues: readonly string[] = [
  ...['language', 'dir', 'start', 'end', 'flow', 'font', 'lineHeight', 'headingHeight', 'quotePadding'],
  ...['title', 'preheader', 'filler', 'heading', 'body', 'mark', 'institution', 'sender', 'reason'],
  ...['contactUrl', 'bulk', 'notice', 'measurable'],
  ...['address', 'address.text', 'address.lang', 'address.dir'],
  ...['funders', 'funders.text', 'funders.lang', 'funders.dir'],
  ...['share', 'share.text', 'share.linkLabel', 'share.chainLabel', 'share.buttons'],
  ...['share.buttons.[].label', 'share.buttons.[].title', 'share.buttons.[].href'],
  ...['light', 'dark'].flatMap((scheme) => [
    scheme,
    ...['paper', 'card', 'soft', 'line', 'ink', 'muted', 'brand', 'accent', 'onAccent'].map(
      (name) => `${scheme}.${name}`,
    ),
  ]),
  'words',
  ...['reason', 'unsubscribe', 'object', 'preferences', 'viewOnline', 'contact', 'funders'].map(word),
  ...['shareTitle', 'shareHint', 'measured', 'stopMeasuring'].map(word),
]

function word(name: string): string {
  return `words.${name}`
}

/** The only ones that are markup already; every other value is made safe, so it takes two braces. */
export const rawValues: readonly string[] = ['body', 'filler', 'font', 'mark', 'share.text']

/** What is filled in when the mail is sent, in the layout `\{{name}}`. The first group are addresses. */
export const sentAddresses: readonly string[] = [
  ...['unsubscribeUrl', 'objectUrl', 'preferencesUrl', 'viewUrl', 'shareUrl', 'chainUrl', 'pixelUrl'],
  ...shareButtons.map((button) => `share.${button}`),
]
export const sentValues: readonly string[] = [
  ...sentAddresses,
  ...['language', 'contact', 'contact.firstName', 'contact.lastName', 'contact.country', 'contact.city'],
]
