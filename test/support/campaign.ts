/** A small campaign in three languages and a draft, whole enough to be joined: what tests publish. */
export function smallCampaign(change: Record<string, string | null> = {}): Record<string, string> {
  const files: Record<string, string> = { 'campaign.yaml': definition() }
  for (const [language, { hello, button }] of Object.entries(languages)) {
    const status = language === 'ary' ? 'draft' : 'reviewed'
    const head = (subject: string) =>
      `---\nsubject: ${subject}\npreheader: ${hello}, ${subject}, ${hello}\nstatus: ${status}\n---\n`
    const greeting = `{{#if contact.firstName}}${hello} {{contact.firstName}},{{else}}${hello},{{/if}}\n\n`
    files[`invitation.${language}.md`] =
      `${head(`invitation ${language}`)}${greeting}[${button}](https://www.mre.example/${language} "button")\n`
    files[`confirmation.${language}.md`] =
      `${head(`confirmation ${language}`)}${hello}\n\n[${button}]({{confirmUrl}} "button")\n`
    files[`bienvenue.${language}.md`] =
      `${head(`bienvenue ${language}`)}${greeting}[${button}](https://www.mre.example/next "button")\n`
    files[`landing.${language}.md`] =
      `---\ntitle: ${hello} ${language}\ndescription: ${hello}, ${button}\nstatus: ${status}\n---\n${hello}. ${button}.\n`
    files[`share.${language}.txt`] = `---\nstatus: ${status}\n---\n${hello}, ${button}\n`
    files[`annonce.${language}.txt`] = `---\nstatus: ${status}\n---\n${hello} {{shareUrl}}\n`
  }
  for (const [path, body] of Object.entries(change)) {
    if (body === null) delete files[path]
    else files[path] = body
  }
  return files
}

const languages: Record<string, { hello: string; button: string }> = {
  fr: { hello: 'Bonjour', button: 'Inscrire mes compétences' },
  ar: { hello: 'مرحبا', button: 'سجّل كفاءاتك' },
  nl: { hello: 'Goedendag', button: 'Mijn vaardigheden inschrijven' },
  ary: { hello: 'السلام', button: 'سجّل' },
}

/** `campaign.yaml`; each part can be replaced. */
export function definition(
  parts: Partial<Record<'audience' | 'fallback' | 'tracking' | 'waves' | 'window' | 'steps', string>> = {},
): string {
  const it = {
    audience: '{all: [{field: country, in: [BE, FR, NL]}, {consent: "receive:email"}]}',
    fallback: 'fr',
    tracking: 'aggregate',
    waves: '[{share: 100}]',
    window: '',
    steps: `
  - {id: invitation, channel: email, trigger: launch, share: true}
  - {id: annonce, channel: x, trigger: launch}
  - {id: confirmation, channel: email, trigger: signup}
  - {id: bienvenue, channel: email, trigger: join, share: true}`,
    ...parts,
  }
  return `name: {fr: Compétences, ar: كفاءات, nl: Vaardigheden}
institution: mre
fallback: ${it.fallback}
tracking: ${it.tracking}
audience: ${it.audience}
sender:
  name: {fr: Maison des Marocains, ar: دار المغاربة, nl: Huis van Marokkanen}
  email: lettre@mre.example
  replyTo: contact@mre.example
  contact: https://www.mre.example/contact
  address: {fr: "1, rue de l'Exemple, Rabat", ar: "1 شارع المثال، الرباط", nl: "Voorbeeldstraat 1, Rabat"}
list: {id: lettre, name: {fr: La lettre, ar: الرسالة, nl: De brief}}
links: [www.mre.example]
${it.window ? `window: ${it.window}\n` : ''}waves: ${it.waves}
steps:${it.steps}
funders: {text: {fr: Avec le soutien de l'Union européenne, ar: بدعم من الاتحاد الأوروبي, nl: Met steun van de Europese Unie}}
`
}
