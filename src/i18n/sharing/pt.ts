import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Partilhar com outra aplicação',
  copy: 'Copiar a ligação',
  copied: 'A ligação foi copiada.',
  qr: 'Mostrar um código QR',
  qrText: 'A pessoa ao seu lado lê este código com a câmara do telemóvel e a página abre-se lá.',
  qrLabel: 'Código QR que abre esta página',
  scan: 'Leia este código com a câmara do seu telemóvel.',
  card: 'Um convite para passar adiante',
}
