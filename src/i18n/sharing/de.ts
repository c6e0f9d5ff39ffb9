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
  card: 'Eine Einladung zum Weitersagen',
}
