/**
 * Words of everything that is made to be passed on beside the buttons: copying, the system's own share sheet, the QR
 * code, posters.
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
  chain: {
    /** Leads to the page of one's own link. */
    offer: 'Compter combien de personnes s’inscrivent par mon lien',
    title: 'Ma chaîne',
    text: 'Vous pouvez recevoir un lien à vous. Nous comptons combien de personnes s’inscrivent par ce lien, et par les leurs à la suite. Vous ne verrez que des nombres, par cinq et à partir de cinq : personne ne vous dira qui s’est inscrit.',
    consent:
      'J’accepte que cet expéditeur compte combien de personnes s’inscrivent par mon lien : {institution}. Je peux arrêter ici à tout moment.',
    consentProblem: 'Cochez la case pour recevoir votre lien.',
    submit: 'Recevoir mon lien',
    few: 'Moins de cinq personnes se sont inscrites par votre lien. Un nombre s’affichera à partir de cinq.',
    people: 'Personnes',
    countries: 'Pays',
    /** How far: from friend to friend. */
    generations: 'Maillons',
    atLeast: 'au moins {count}',
    counted:
      'Vous comptez dans la chaîne de la personne qui vous a envoyé son lien. Elle ne voit que des nombres.',
    leave: 'Ne plus compter',
    leaveText: 'Votre lien redevient un lien comme les autres. Les nombres restent, sans vous.',
    left: 'C’est arrêté',
    leftText: 'Votre lien est redevenu un lien comme les autres. Expéditeur : {institution}.',
    none: 'Il n’y a pas de lien à vous pour cette campagne.',
    /** On the landing page of a link of somebody's own. */
    joinNote:
      'La personne qui vous a envoyé ce lien saura combien de personnes s’inscrivent par lui, jamais lesquelles.',
    joinConsent:
      'J’accepte aussi de compter dans sa chaîne : elle verra des nombres de personnes, de pays et de maillons. (Facultatif)',
    /** In place of the usual foot of a page: there it says that nothing personal is in its address. */
    footer: '{institution}. Ce lien compte les inscriptions. Il ne dit pas qui vous êtes.',
  },
}
