import { type CampaignDefinition, campaignSchema } from '../core/campaign.ts'
import { type LanguageTag, languageTags } from '../core/language.ts'
import { shareButtons } from '../core/share.ts'
import { fill, words } from '../i18n/words.ts'
import type { MailSource } from './compile.ts'
import type { MailContext } from './message.ts'

/** Kinds of letters that every layout must be able to hold. */
export const sampleKinds = ['campaign', 'plain', 'notice', 'signup'] as const
export type SampleKind = (typeof sampleKinds)[number]

/** Where the words of the sample lead to. */
const site = 'https://www.institution.example'

/**
 * An invented letter, from the words that the catalogue has in every language: `campaign` with all that may surround it,
 * `plain` without title, share block, funders and address, `notice`, and `signup`, the answer to a sign-up.
 *
 * @param layout  name of the layout
 */
export function sampleLetter(
  kind: SampleKind,
  it: { language: LanguageTag; layout: string; institutionName: string },
): MailSource {
  const { language, layout, institutionName } = it
  const definition = sampleDefinition(kind, layout)
  const { page } = words(language)
  const copy = {
    status: 'reviewed' as const,
    subject: page.signup.title,
    preheader: kind === 'signup' ? '' : page.preferences.rights,
    headline: '',
    body: fill(bodyOf(kind, language), { institution: institutionName }),
    bodyLine: 1,
    places: {},
  }
  const shareText = kind === 'campaign' ? `${page.signup.title}\n{{shareUrl}}` : null
  const step = definition.steps[0]!
  return { path: 'sample', language, copy, definition, step, institutionName, shareText }
}

/** A word of the body that no layout has: what proves that the body was put in. */
export const bodyMark = 'sample-body'

function bodyOf(kind: SampleKind, language: LanguageTag): string {
  const { page } = words(language)
  if (kind === 'signup') return `${page.signup.text}\n\n[${page.confirm.submit}]({{confirmUrl}} "button")\n`
  const { preferences, signup, confirm } = page
  const button = `[${preferences.submit}](${site}/${bodyMark} "button")`
  const list = [preferences.language, preferences.channels, preferences.frequency].map((line) => `- ${line}`)
  const title = kind === 'plain' ? '' : `# ${signup.title}\n\n`
  return `${title}${signup.text}\n\n${button}\n\n## ${preferences.title}\n\n${list.join('\n')}\n\n${confirm.doneText}\n`
}

function sampleDefinition(kind: SampleKind, layout: string): CampaignDefinition {
  const everywhere = (say: (tag: LanguageTag) => string) =>
    Object.fromEntries(languageTags.map((tag) => [tag, say(tag)]))
  const name = everywhere((tag) => words(tag).page.signup.title)
  const full = kind !== 'plain'
  return campaignSchema.parse({
    name,
    institution: 'sample',
    fallback: 'fr',
    audience: { any: [] },
    ...(kind === 'notice'
      ? { class: 'notice', reason: everywhere((tag) => words(tag).page.preferences.rightsText) }
      : {}),
    sender: {
      name,
      email: 'lettre@institution.example',
      ...(full ? { contact: `${site}/contact`, address: everywhere(() => sampleAddress) } : {}),
    },
    list: { id: 'sample', name },
    links: ['www.institution.example'],
    steps: [
      {
        id: 'sample',
        channel: 'email',
        layout,
        ...(kind === 'signup' ? { trigger: 'signup' } : {}),
        share: kind === 'campaign',
      },
    ],
    ...(kind === 'campaign' ? { funders: { text: everywhere(() => sampleFunders) } } : {}),
  })
}

export const sampleAddress = '1, place de l’Exemple, 10000 Rabat'
export const sampleFunders = 'Fondation de l’Exemple <b>&</b>'

/** What an invented reader brings to it. Addresses lead nowhere that counts. */
export function sampleContext(language: string, links: readonly string[], kind: SampleKind): MailContext {
  const at = (path: string) => `${site}/${path}`
  const bulk = kind !== 'signup'
  return {
    language,
    contact: { firstName: 'Nadia', lastName: 'Exemple', country: 'FR', city: 'Lyon' },
    links,
    shareUrl: bulk ? at('share') : '',
    share: Object.fromEntries(shareButtons.map((name) => [name, at(name)])) as MailContext['share'],
    chainUrl: bulk ? at('chain') : '',
    confirmUrl: kind === 'signup' ? at('confirm') : '',
    dataUrl: '',
    unsubscribeUrl: bulk && kind !== 'notice' ? at('unsubscribe') : '',
    objectUrl: kind === 'notice' ? at('object') : '',
    preferencesUrl: bulk ? at('preferences') : '',
    viewUrl: bulk ? at('view') : '',
    pixelUrl: '',
  }
}
