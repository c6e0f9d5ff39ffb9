import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Condividere con un’altra applicazione',
  copy: 'Copiare il link',
  copied: 'Il link è copiato.',
  qr: 'Mostrare un codice QR',
  qrText: 'Chi Le sta accanto inquadra questo codice con la fotocamera del telefono e la pagina si apre lì.',
  qrLabel: 'Codice QR che apre questa pagina',
  scan: 'Inquadri questo codice con la fotocamera del telefono.',
  card: 'Un invito da far girare',
}
