/**
 * Words of everything that is made to be passed on beside the buttons: copying, the system's own share sheet, the QR
 * code, posters, preview cards.
 */
export const sharing = {
  /** Opens the system's own share sheet; shown only where there is one. */
  send: 'Partager avec une autre application',
  copy: 'Copier le lien',
  copied: 'Le lien est copié.',
  /** Opens the code on the page. */
  qr: 'Montrer un code QR',
  qrText:
    'La personne à côté de vous scanne ce code avec l’appareil photo de son téléphone : la page s’ouvre chez elle.',
  qrLabel: 'Code QR qui ouvre cette page',
  /** On a poster. */
  scan: 'Scannez ce code avec l’appareil photo de votre téléphone.',
  /** In the picture that a messenger shows beside the link, and for those who hear it read out. */
  card: 'Une invitation à faire passer',
}
