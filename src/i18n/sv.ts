import type { Words } from './fr.ts'

/** Svenska. Institutionens namn böjs aldrig: då stämmer meningen för alla namn. */
export const sv: Words = {
  name: 'Svenska',
  mail: {
    viewOnline: 'Läs det här meddelandet på nätet',
    reason:
      'Du får det här meddelandet för att du har samtyckt till att få e-post från denna avsändare: {institution}.',
    reasonSignup:
      'Du får det här meddelandet för att adressen har anmälts till ”{campaign}”. Om det inte var du behöver du inte göra något: utan bekräftelse raderas adressen.',
    unsubscribe: 'Avsluta prenumerationen',
    preferences: 'Välj språk och inställningar',
    sender: 'Avsändare: {institution}',
    contact: 'Skriv till oss',
    shareTitle: 'Berätta för andra',
    shareHint: 'Meddelandet skickas från din egen app. Ingen får veta vem som skickade det vidare.',
    funders: 'Stöd',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'E-post',
    on: 'Dela via {name}',
    link: 'Eller kopiera den här länken',
  },
  page: {
    language: 'Språk',
    skip: 'Gå till innehållet',
    footer: '{institution}. Den här sidan spårar inga personer.',
    landing: {
      form: 'Få de här meddelandena',
      email: 'E-postadress',
      firstName: 'Förnamn (frivilligt)',
      country: 'Land där du bor (frivilligt)',
      noCountry: 'Vill inte ange',
      consent:
        'Jag samtycker till att få e-post från denna avsändare: {institution}. Jag kan avsluta prenumerationen med ett klick när som helst.',
      submit: 'Anmäl mig',
      share: 'Skicka vidare',
      shareHint: 'Meddelandet skickas från din egen app. Vi räknar delningar, aldrig personer.',
      over: 'Den här kampanjen är avslutad. Tack till alla som har deltagit.',
      emailProblem: 'Skriv en fullständig e-postadress, till exempel namn@example.com.',
      consentProblem: 'Kryssa i rutan så att vi får skriva till dig.',
    },
    joined: {
      title: 'Titta i din inkorg',
      text: 'Vi har just skickat ett meddelande till den adress du angav. Öppna det och bekräfta din anmälan: länken gäller i sju dagar.',
    },
    confirm: {
      title: 'Bekräfta din anmälan',
      text: 'Ett sista steg: bekräfta att du vill få de här meddelandena. Avsändare: {institution}.',
      submit: 'Bekräfta',
      done: 'Din anmälan är bekräftad',
      doneText: 'Du får snart det första meddelandet. Känner du någon som det berör? Skicka det vidare.',
      expired: 'Länken gäller inte längre',
      expiredText: 'De sju dagarna har gått. Du kan anmäla dig på nytt på kampanjens sida.',
    },
    unsubscribe: {
      title: 'Avsluta prenumerationen',
      text: 'Du får inte längre e-post från denna avsändare: {institution}.',
      submit: 'Avsluta min prenumeration',
      keep: 'Ändra hellre mina inställningar',
      done: 'Din prenumeration är avslutad',
      doneText: 'Klart. Ingen mer e-post skickas till den här adressen. Avsändare: {institution}.',
    },
    preferences: {
      title: 'Dina inställningar',
      language: 'På vilket språk vill du läsa våra meddelanden?',
      submit: 'Spara',
      saved: 'Dina inställningar är sparade.',
      unsubscribe: 'Sluta få e-post',
    },
    error: {
      notFound: 'Sidan finns inte',
      notFoundText: 'Länken är kanske ofullständig. Kontrollera att hela länken har kopierats.',
      failed: 'Något gick fel',
      failedText: 'Inget har gått förlorat. Försök igen om några minuter.',
      invalid: 'Vi kunde inte tolka din begäran',
    },
  },
}
