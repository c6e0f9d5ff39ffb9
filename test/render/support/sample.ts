import { readdirSync, readFileSync } from 'node:fs'
import mjml2html from 'mjml'
import { readDefinition } from '../../../src/core/definition.ts'
import { Problems } from '../../../src/core/error.ts'
import type { LanguageTag } from '../../../src/core/language.ts'
import { compileMail, type MailSource } from '../../../src/render/compile.ts'
import { readCopy } from '../../../src/render/copy.ts'
import type { MailContext } from '../../../src/render/message.ts'
import { mjmlCompiler } from '../../../src/render/mjml.ts'

/** The shipped layouts, as the entries read them. */
export const templates: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync('templates', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.mjml'))
    .map((path) => [path, readFileSync(`templates/${path}`, 'utf8')]),
)

export const compile = mjmlCompiler(mjml2html)

export const definition = readDefinition(
  'essai/campaign.yaml',
  `name: {fr: Un métier à partager, ar: كفاءة نتقاسمها}
institution: agence
fallback: fr
audience: {country: [BE, FR]}
sender:
  name: {fr: Agence des compétences, ar: وكالة الكفاءات}
  contact: https://contact.agence.example/ecrire
  address: {fr: "12, avenue des Dunes, 10000 Rabat, Maroc", ar: "12، شارع الكثبان، 10000 الرباط، المغرب"}
list: {id: competences, name: {fr: Compétences, ar: كفاءات}}
links: [www.agence.example, "*.partenaires.example"]
steps:
  - {id: appel, channel: email, share: true}
  - {id: rappel, channel: email}
  - {id: confirmation, channel: email, trigger: signup}
  - {id: billet, channel: x}
funders: {text: {fr: "Ce projet est financé par un programme public. Son contenu n’engage que ses auteurs.", ar: "يُموَّل هذا المشروع من برنامج عمومي، ومضمونه لا يلزم إلا أصحابه."}}
`,
)

/** The same institution with an official notice. */
export const notice: typeof definition = {
  ...definition,
  class: 'notice',
  reason: {
    fr: 'Loi 12-34, article 5 : prévenir les titulaires d’une carte consulaire.',
    ar: 'القانون رقم 12-34، المادة 5: إخبار أصحاب البطاقة القنصلية.',
  },
  steps: [{ id: 'avis', channel: 'email', trigger: 'launch', layout: 'letter', share: false }],
}

export const copies = {
  fr: `---
subject: "{{#if contact.firstName}}{{contact.firstName}}, votre{{else}}Votre{{/if}} métier peut servir ici"
preheader: Trois minutes pour décrire ce que vous savez faire.
status: reviewed
---
# Votre métier peut servir ici

Bonjour{{#if contact.firstName}} {{contact.firstName}}{{/if}},

Vous soignez, vous bâtissez, vous enseignez, vous programmez. Au Maroc, des hôpitaux, des écoles et des entreprises
cherchent ces savoir-faire, **quelques jours par an**, sur place ou à distance.

[Décrire mes compétences](https://www.agence.example/competences?langue=fr&v=1 "button")

## Comment cela se passe

- Vous remplissez un formulaire court.
- Nous vous proposons [trois projets qui vous ressemblent](https://projets.partenaires.example/liste).
- Vous choisissez, et rien ne vous engage.

{{#if (eq contact.country "BE")}}
> Une rencontre aura lieu à Bruxelles le 3 décembre 2026. [Réserver une place à Bruxelles](https://www.agence.example/bruxelles)
{{else}}
> Des rencontres auront lieu dans huit pays. [Voir les dates près de chez vous](https://www.agence.example/dates)
{{/if}}

---

Une question ? Écrivez à [bonjour@agence.example](mailto:bonjour@agence.example).

[Lire les témoignages](https://www.agence.example/temoignages "button")
`,
  ar: `---
subject: "{{#if contact.firstName}}{{contact.firstName}}، {{/if}}مهنتكم تنفع هنا"
preheader: ثلاث دقائق لوصف ما تتقنونه.
status: reviewed
---
# مهنتكم تنفع هنا

السلام عليكم{{#if contact.firstName}} {{contact.firstName}}{{/if}}،

أنتم تعالجون وتبنون وتُدرّسون وتبرمجون. في المغرب مستشفيات ومدارس ومقاولات تبحث عن هذه الكفاءات، **بضعة أيام في السنة**، حضورياً أو عن بُعد.

[وصف كفاءاتي](https://www.agence.example/competences?langue=ar "button")

## كيف يتم ذلك

- تملؤون استمارة قصيرة.
- نقترح عليكم [ثلاثة مشاريع تناسبكم](https://projets.partenaires.example/liste).
- تختارون بحرية ودون أي التزام.

> سيُنظَّم لقاء في بروكسيل يوم 3 دجنبر 2026. الهاتف: +212 5 37 00 00 00.

---

هل لديكم سؤال؟ راسلونا على [bonjour@agence.example](mailto:bonjour@agence.example).

[قراءة الشهادات](https://www.agence.example/temoignages "button")
`,
  avis: `---
subject: Vos guichets changent d’adresse
preheader: À partir du 1er décembre, une seule adresse.
---
Bonjour{{#if contact.firstName}} {{contact.firstName}}{{/if}},

Les guichets déménagent le 1er décembre 2026.

[Voir la nouvelle adresse](https://www.agence.example/guichets "button")
`,
  confirmation: `---
subject: Confirmez votre inscription
---
Bonjour{{#if contact.firstName}} {{contact.firstName}}{{/if}},

Un dernier pas pour recevoir nos messages.

[Confirmer mon inscription]({{confirmUrl}} "button")
`,
}

export const shareTexts = {
  fr: 'Infirmière, maçon, enseignant, développeuse : le Maroc cherche vos compétences, quelques jours par an.',
  ar: 'ممرضة، بنّاء، أستاذ، مبرمجة: المغرب يبحث عن كفاءاتكم، بضعة أيام في السنة.',
}

/** One mail of the sample campaign; what is given replaces what is usual. */
export function mail(
  it: {
    copy: string
    language?: LanguageTag
    step?: string
    path?: string
    compiler?: typeof compile
    templates?: typeof templates
  } & Partial<Pick<MailSource, 'shareText' | 'definition'>>,
) {
  const { language = 'fr', step = 'appel', path = `essai/${step}.${language}.md` } = it
  const known = it.definition ?? definition
  return compileMail(it.compiler ?? compile, it.templates ?? templates, {
    path,
    language,
    copy: readCopy(path, it.copy),
    definition: known,
    step: known.steps.find((one) => one.id === step)!,
    institutionName: known.sender.name[language] ?? known.sender.name.fr!,
    shareText: it.shareText === undefined ? (shareTexts[language as 'fr'] ?? null) : it.shareText,
  })
}

export function context(links: readonly string[], more: Partial<MailContext> = {}): MailContext {
  const base = 'https://mawja.agence.example'
  const share = { whatsapp: 'wa', facebook: 'fb', x: 'x', telegram: 'tg', linkedin: 'in', email: 'em' }
  return {
    language: 'fr',
    contact: { firstName: 'Amina', lastName: 'El Idrissi', country: 'BE', city: 'Gent' },
    links: links.map((_, index) => `${base}/c/link-${index}`),
    shareUrl: `${base}/s/page`,
    share: Object.fromEntries(
      Object.entries(share).map(([button, tail]) => [button, `${base}/c/share-${tail}?a=1&b=2`]),
    ) as MailContext['share'],
    confirmUrl: '',
    dataUrl: '',
    unsubscribeUrl: `${base}/u/identity`,
    objectUrl: '',
    preferencesUrl: `${base}/p/identity`,
    viewUrl: `${base}/v/view`,
    pixelUrl: '',
    chainUrl: `${base}/me/chain`,
    ...more,
  }
}

/** The problems that stop a mail, none when it passes. */
export async function faultsOf(it: Parameters<typeof mail>[0]): Promise<readonly string[]> {
  try {
    await mail(it)
  } catch (error) {
    if (error instanceof Problems) return error.lines
    throw error
  }
  return []
}
