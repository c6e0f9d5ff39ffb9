/**
 * The newsletter of `bench send`: a greeting by name, words for one country, articles with links, share buttons; about
 * 20 KB on the wire, in French and Arabic.
 */
export function benchCampaign(): Record<string, string> {
  return {
    'campaign.yaml': definition,
    'lettre.fr.md': letter('fr'),
    'lettre.ar.md': letter('ar'),
    'landing.fr.md': landing('La lettre du réseau', 'Rejoignez le réseau des compétences.'),
    'landing.ar.md': landing('رسالة الشبكة', 'انضموا إلى شبكة الكفاءات.'),
    'confirmation.fr.md': confirmation('Confirmez votre inscription', 'Je confirme'),
    'confirmation.ar.md': confirmation('أكدوا تسجيلكم', 'أؤكد'),
    'share.fr.txt': '---\nstatus: reviewed\n---\nLa lettre du réseau des compétences\n',
    'share.ar.txt': '---\nstatus: reviewed\n---\nرسالة شبكة الكفاءات\n',
  }
}

const definition = `name: {fr: Lettre du réseau, ar: رسالة الشبكة}
institution: bench
fallback: fr
tracking: aggregate
audience: {field: country, in: [BE, FR, NL]}
sender:
  name: {fr: Maison des Marocains, ar: دار المغاربة}
  email: lettre@mre.example
  replyTo: contact@mre.example
  contact: https://www.mre.example/contact
  address: {fr: "1, rue de l'Exemple, Rabat", ar: "1 شارع المثال، الرباط"}
list: {id: lettre, name: {fr: La lettre, ar: الرسالة}}
links: [www.mre.example]
waves: [{share: 100}]
steps:
  - {id: lettre, channel: email, trigger: launch, share: true}
  - {id: confirmation, channel: email, trigger: signup}
funders: {text: {fr: Avec le soutien de l'Union européenne, ar: بدعم من الاتحاد الأوروبي}}
`

const words = {
  fr: {
    subject: '{{#if contact.firstName}}{{contact.firstName}}, {{/if}}les nouvelles du réseau des compétences',
    preheader: 'Rencontres, appels à projets et rendez-vous de la saison pour les Marocains d’Europe.',
    hello:
      '{{#if contact.firstName}}Bonjour {{contact.firstName}} {{contact.lastName}},{{else}}Bonjour,{{/if}}',
    country:
      '{{#if (eq contact.country "BE")}}La prochaine rencontre a lieu à Bruxelles.{{else}}La prochaine rencontre a lieu à Paris.{{/if}}',
    title: 'Un projet avance',
    body: 'Des ingénieures et des médecins installés en Europe ont passé une semaine à Fès, à Oujda et à Agadir. Elles ont formé quarante stagiaires, repris deux chantiers et préparé la saison prochaine avec les équipes sur place. La suite dépend aussi de celles et ceux qui lisent cette lettre.',
    more: 'Lire la suite',
    button: 'Voir tous les projets',
  },
  ar: {
    subject: '{{#if contact.firstName}}{{contact.firstName}}، {{/if}}أخبار شبكة الكفاءات',
    preheader: 'لقاءات ودعوات للمشاريع ومواعيد الموسم لمغاربة أوروبا، في رسالة واحدة كل شهر.',
    hello: '{{#if contact.firstName}}مرحبا {{contact.firstName}} {{contact.lastName}}،{{else}}مرحبا،{{/if}}',
    country:
      '{{#if (eq contact.country "BE")}}اللقاء المقبل في بروكسل.{{else}}اللقاء المقبل في باريس.{{/if}}',
    title: 'مشروع يتقدم',
    body: 'قضت مهندسات وطبيبات مقيمات في أوروبا أسبوعا في فاس ووجدة وأكادير. كوّنّ أربعين متدربا وأكملن ورشتين وأعددن للموسم المقبل مع الفرق هناك. وما سيأتي بعد ذلك يتوقف أيضا على من يقرأ هذه الرسالة.',
    more: 'اقرأ المزيد',
    button: 'كل المشاريع',
  },
}

const articles = 3

function letter(language: 'fr' | 'ar'): string {
  const it = words[language]
  const article = (at: number) =>
    `## ${it.title} ${at + 1}\n\n${it.body}\n\n[${it.more}](https://www.mre.example/${language}/projet/${at + 1})\n`
  return `---
subject: "${it.subject}"
preheader: ${it.preheader}
status: reviewed
---
${it.hello}

${it.country}

${Array.from({ length: articles }, (_, at) => article(at)).join('\n')}
[${it.button}](https://www.mre.example/${language}/projets "button")
`
}

const landing = (title: string, words: string) =>
  `---\ntitle: ${title}\ndescription: ${words}\nstatus: reviewed\n---\n${words}\n`

const confirmation = (subject: string, button: string) =>
  `---\nsubject: ${subject}\npreheader: ${subject}, ${subject}, ${subject}\nstatus: reviewed\n---\n${subject}\n\n[${button}]({{confirmUrl}} "button")\n`
