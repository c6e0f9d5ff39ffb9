import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Delen met een andere app',
  copy: 'Link kopiëren',
  copied: 'De link is gekopieerd.',
  qr: 'QR-code tonen',
  qrText: 'Wie naast u zit, scant deze code met de camera van de telefoon: de pagina gaat daar open.',
  qrLabel: 'QR-code die deze pagina opent',
  scan: 'Scan deze code met de camera van uw telefoon.',
  chain: {
    offer: 'Tellen hoeveel mensen zich via mijn link inschrijven',
    title: 'Mijn ketting',
    text: 'U kunt een eigen link krijgen. Wij tellen hoeveel mensen zich via die link inschrijven, en daarna via die van hen. U ziet alleen aantallen, per vijf en vanaf vijf: niemand vertelt u wie zich heeft ingeschreven.',
    consent:
      'Ik ga ermee akkoord dat deze afzender telt hoeveel mensen zich via mijn link inschrijven: {institution}. Ik kan hier op elk moment stoppen.',
    consentProblem: 'Vink het vakje aan om uw link te krijgen.',
    submit: 'Mijn link krijgen',
    few: 'Minder dan vijf mensen hebben zich via uw link ingeschreven. Vanaf vijf verschijnt er een aantal.',
    people: 'Mensen',
    countries: 'Landen',
    generations: 'Schakels',
    atLeast: 'minstens {count}',
    counted: 'U telt mee in de ketting van wie u de link stuurde. Die ziet alleen aantallen.',
    leave: 'Niet meer tellen',
    leaveText: 'Uw link wordt weer een link als alle andere. De aantallen blijven, zonder u.',
    left: 'Er wordt niet meer geteld',
    leftText: 'Uw link is weer een link als alle andere. Afzender: {institution}.',
    none: 'Voor deze campagne is er geen eigen link.',
    joinNote: 'Wie u deze link stuurde, ziet hoeveel mensen zich erover inschrijven, nooit wie.',
    joinConsent:
      'Ik wil ook meetellen in die ketting: daarin staan aantallen mensen, landen en schakels. (Niet verplicht)',
    footer: '{institution}. Deze link telt inschrijvingen. Hij zegt niet wie u bent.',
  },
}
