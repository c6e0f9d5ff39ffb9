import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Share with another app',
  copy: 'Copy the link',
  copied: 'The link is copied.',
  qr: 'Show a QR code',
  qrText: 'Whoever is beside you scans this code with the camera of their phone: the page opens there.',
  qrLabel: 'QR code that opens this page',
  scan: 'Scan this code with the camera of your phone.',
  card: 'An invitation to pass on',
}
