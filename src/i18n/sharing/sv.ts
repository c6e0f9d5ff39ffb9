import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Dela med en annan app',
  copy: 'Kopiera länken',
  copied: 'Länken är kopierad.',
  qr: 'Visa en QR-kod',
  qrText: 'Den som sitter bredvid dig skannar koden med telefonens kamera, och sidan öppnas där.',
  qrLabel: 'QR-kod som öppnar den här sidan',
  scan: 'Skanna koden med telefonens kamera.',
  card: 'En inbjudan att föra vidare',
}
