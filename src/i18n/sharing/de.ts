import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Mit einer anderen App teilen',
  copy: 'Link kopieren',
  copied: 'Der Link ist kopiert.',
  qr: 'QR-Code zeigen',
  qrText:
    'Wer neben Ihnen sitzt, hält die Kamera des Telefons auf diesen Code, und die Seite öffnet sich dort.',
  qrLabel: 'QR-Code, der diese Seite öffnet',
  scan: 'Halten Sie die Kamera Ihres Telefons auf diesen Code.',
  chain: {
    offer: 'Zählen, wie viele sich über meinen Link eintragen',
    title: 'Meine Kette',
    text: 'Sie können einen eigenen Link bekommen. Wir zählen, wie viele sich über diesen Link eintragen und danach über deren Links. Sie sehen nur Zahlen, in Fünferschritten und erst ab fünf: Niemand sagt Ihnen, wer sich eingetragen hat.',
    consent:
      'Ich bin einverstanden, dass dieser Absender zählt, wie viele sich über meinen Link eintragen: {institution}. Ich kann hier jederzeit aufhören.',
    consentProblem: 'Setzen Sie das Häkchen, um Ihren Link zu bekommen.',
    submit: 'Meinen Link bekommen',
    few: 'Weniger als fünf haben sich über Ihren Link eingetragen. Ab fünf erscheint eine Zahl.',
    people: 'Menschen',
    countries: 'Länder',
    generations: 'Glieder',
    atLeast: 'mindestens {count}',
    counted: 'Sie zählen in der Kette der Person, die Ihnen ihren Link geschickt hat. Sie sieht nur Zahlen.',
    leave: 'Nicht mehr zählen',
    leaveText: 'Ihr Link wird wieder einer wie alle anderen. Die Zahlen bleiben, ohne Sie.',
    left: 'Es wird nicht mehr gezählt',
    leftText: 'Ihr Link ist wieder einer wie alle anderen. Absender: {institution}.',
    none: 'Für diese Kampagne gibt es keinen eigenen Link.',
    joinNote: 'Wer Ihnen diesen Link geschickt hat, erfährt, wie viele sich darüber eintragen, nie wer.',
    joinConsent:
      'Ich möchte auch in dieser Kette zählen: Dort stehen Zahlen von Menschen, Ländern und Gliedern. (Freiwillig)',
    footer: '{institution}. Dieser Link zählt Einträge. Er sagt nicht, wer Sie sind.',
  },
}
