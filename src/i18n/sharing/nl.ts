import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Delen met een andere app',
  copy: 'Link kopiëren',
  copied: 'De link is gekopieerd.',
  qr: 'QR-code tonen',
  qrText: 'Wie naast u zit, scant deze code met de camera van de telefoon: de pagina gaat daar open.',
  qrLabel: 'QR-code die deze pagina opent',
  scan: 'Scan deze code met de camera van uw telefoon.',
  card: 'Een uitnodiging om door te geven',
}
