/** An official notice in two languages, as files: its readers object instead of unsubscribing. */
export function notice(): Record<string, string> {
  const letter = (subject: string) => `---
subject: ${subject}
preheader: ${subject}, ${subject}, ${subject}
status: reviewed
---
${subject}
`
  return {
    'campaign.yaml': `name: {fr: Carte consulaire, ar: البطاقة القنصلية}
institution: mcmream
class: notice
reason: {fr: "Loi 12-34, article 5 : prévenir les titulaires.", ar: "القانون 12-34، المادة 5: إخبار حاملي البطاقة القنصلية."}
fallback: fr
audience: {all: [{field: country, in: [BE]}]}
sender: {name: {fr: Consulat du Royaume, ar: قنصلية المملكة}, email: avis@mcmream.example, address: {fr: Rabat, ar: الرباط}}
list: {id: avis, name: {fr: Avis, ar: إعلانات}}
steps: [{id: avis, channel: email}]
`,
    'avis.fr.md': letter('Vos guichets changent d’adresse'),
    'avis.ar.md': letter('شبابيككم تغير عنوانها'),
  }
}
