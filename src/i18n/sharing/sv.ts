import type { Words } from '../fr.ts'

export const sharing: Words['sharing'] = {
  send: 'Dela med en annan app',
  copy: 'Kopiera länken',
  copied: 'Länken är kopierad.',
  qr: 'Visa en QR-kod',
  qrText: 'Den som sitter bredvid dig skannar koden med telefonens kamera, och sidan öppnas där.',
  qrLabel: 'QR-kod som öppnar den här sidan',
  scan: 'Skanna koden med telefonens kamera.',
  chain: {
    offer: 'Räkna hur många som anmäler sig via min länk',
    title: 'Min kedja',
    text: 'Du kan få en egen länk. Vi räknar hur många som anmäler sig via den länken, och sedan via deras. Du ser bara antal, fem i taget och från fem: ingen talar om för dig vem som har anmält sig.',
    consent:
      'Jag godkänner att den här avsändaren räknar hur många som anmäler sig via min länk: {institution}. Jag kan sluta här när som helst.',
    consentProblem: 'Kryssa i rutan för att få din länk.',
    submit: 'Få min länk',
    few: 'Färre än fem personer har anmält sig via din länk. Från fem visas ett antal.',
    people: 'Personer',
    countries: 'Länder',
    generations: 'Länkar i kedjan',
    atLeast: 'minst {count}',
    counted: 'Du räknas i kedjan hos den som skickade sin länk till dig. Den personen ser bara antal.',
    leave: 'Sluta räkna',
    leaveText: 'Din länk blir åter en som alla andra. Antalen finns kvar, utan dig.',
    left: 'Det räknas inte längre',
    leftText: 'Din länk är åter en som alla andra. Avsändare: {institution}.',
    none: 'Det finns ingen egen länk för den här kampanjen.',
    joinNote: 'Den som skickade länken till dig får veta hur många som anmäler sig via den, aldrig vilka.',
    joinConsent:
      'Jag vill också räknas i den kedjan: där syns antal personer, länder och länkar. (Frivilligt)',
    footer: '{institution}. Den här länken räknar anmälningar. Den säger inte vem du är.',
  },
}
