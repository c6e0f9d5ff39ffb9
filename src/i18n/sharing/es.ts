import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Compartir con otra aplicación',
  copy: 'Copiar el enlace',
  copied: 'El enlace está copiado.',
  qr: 'Mostrar un código QR',
  qrText:
    'La persona que está a su lado escanea este código con la cámara del teléfono y la página se abre allí.',
  qrLabel: 'Código QR que abre esta página',
  scan: 'Escanee este código con la cámara de su teléfono.',
  card: 'Una invitación para compartir',
}
