import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Condividere con un’altra applicazione',
  copy: 'Copiare il link',
  copied: 'Il link è copiato.',
  qr: 'Mostrare un codice QR',
  qrText: 'Chi Le sta accanto inquadra questo codice con la fotocamera del telefono e la pagina si apre lì.',
  qrLabel: 'Codice QR che apre questa pagina',
  scan: 'Inquadri questo codice con la fotocamera del telefono.',
  chain: {
    offer: 'Contare quante persone si iscrivono dal mio link',
    title: 'La mia catena',
    text: 'Può ricevere un link tutto Suo. Contiamo quante persone si iscrivono da quel link, e poi dai loro. Vedrà soltanto numeri, di cinque in cinque e a partire da cinque: nessuno Le dirà chi si è iscritto.',
    consent:
      'Accetto che questo mittente conti quante persone si iscrivono dal mio link: {institution}. Posso smettere qui in ogni momento.',
    consentProblem: 'Spunti la casella per ricevere il Suo link.',
    submit: 'Ricevere il mio link',
    few: 'Meno di cinque persone si sono iscritte dal Suo link. Da cinque in su comparirà un numero.',
    people: 'Persone',
    countries: 'Paesi',
    generations: 'Anelli',
    atLeast: 'almeno {count}',
    counted:
      'Lei conta nella catena della persona che Le ha mandato il suo link. Quella persona vede soltanto numeri.',
    leave: 'Non contare più',
    leaveText: 'Il Suo link torna uno come gli altri. I numeri restano, senza di Lei.',
    left: 'Non si conta più',
    leftText: 'Il Suo link è tornato uno come gli altri. Mittente: {institution}.',
    none: 'Per questa campagna non c’è un link personale.',
    joinNote: 'Chi Le ha mandato questo link saprà quante persone si iscrivono da qui, mai quali.',
    joinConsent:
      'Accetto anche di contare nella sua catena: vedrà numeri di persone, di paesi e di anelli. (Facoltativo)',
    footer: '{institution}. Questo link conta le iscrizioni. Non dice chi è Lei.',
  },
}
