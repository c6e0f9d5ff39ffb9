import type { Words } from './fr.ts'

/** Nederlands. De naam van de instelling staat nooit na een lidwoord: zo klopt de zin voor elke naam. */
export const nl: Words = {
  name: 'Nederlands',
  mail: {
    viewOnline: 'Dit bericht online lezen',
    reason:
      'U ontvangt dit bericht omdat u ermee hebt ingestemd om e-mails van deze afzender te ontvangen: {institution}.',
    reasonSignup:
      'U ontvangt dit bericht omdat dit adres is ingeschreven voor “{campaign}”. Was u dat niet, dan hoeft u niets te doen: zonder bevestiging wordt het adres gewist.',
    unsubscribe: 'Uitschrijven',
    preferences: 'Mijn taal en voorkeuren kiezen',
    sender: 'Afzender: {institution}',
    contact: 'Schrijf ons',
    shareTitle: 'Zegt het voort',
    shareHint: 'Het bericht vertrekt vanuit uw eigen app. Niemand komt te weten wie het heeft doorgegeven.',
    funders: 'Steun',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'E-mail',
    on: 'Delen via {name}',
    link: 'Of kopieer deze link',
  },
  page: {
    language: 'Taal',
    skip: 'Naar de inhoud',
    footer: '{institution}. Deze pagina bevat geen persoonlijke trackers.',
    landing: {
      form: 'Deze berichten ontvangen',
      email: 'E-mailadres',
      firstName: 'Voornaam (niet verplicht)',
      country: 'Land waar u woont (niet verplicht)',
      noCountry: 'Liever niet zeggen',
      consent:
        'Ik ga ermee akkoord e-mails van deze afzender te ontvangen: {institution}. Ik kan mij op elk moment met één klik uitschrijven.',
      submit: 'Inschrijven',
      share: 'Doorgeven',
      shareHint:
        'Het bericht vertrekt vanuit uw eigen app. Wij tellen hoe vaak er wordt gedeeld, nooit door wie.',
      over: 'Deze campagne is afgelopen. Dank aan iedereen die heeft meegedaan.',
      emailProblem: 'Vul een volledig e-mailadres in, bijvoorbeeld naam@example.com.',
      consentProblem: 'Vink het vakje aan, zodat wij u mogen schrijven.',
    },
    joined: {
      title: 'Kijk in uw inbox',
      text: 'Wij hebben zojuist een bericht gestuurd naar het opgegeven adres. Open het en bevestig uw inschrijving: de link blijft zeven dagen geldig.',
    },
    confirm: {
      title: 'Uw inschrijving bevestigen',
      text: 'Nog één stap: bevestig dat u deze berichten wilt ontvangen. Afzender: {institution}.',
      submit: 'Bevestigen',
      done: 'Uw inschrijving is bevestigd',
      doneText:
        'U ontvangt binnenkort het eerste bericht. Kent u iemand voor wie dit van belang is? Geef het door.',
      expired: 'Deze link is niet meer geldig',
      expiredText:
        'De termijn van zeven dagen is verstreken. Op de campagnepagina kunt u zich opnieuw inschrijven.',
    },
    unsubscribe: {
      title: 'Uitschrijven',
      text: 'U ontvangt geen e-mails meer van deze afzender: {institution}.',
      submit: 'Schrijf mij uit',
      keep: 'Liever mijn voorkeuren wijzigen',
      done: 'U bent uitgeschreven',
      doneText: 'Het is gebeurd. Er gaan geen e-mails meer naar dit adres. Afzender: {institution}.',
    },
    preferences: {
      title: 'Uw voorkeuren',
      language: 'In welke taal wilt u ons lezen?',
      submit: 'Opslaan',
      saved: 'Uw voorkeuren zijn opgeslagen.',
      unsubscribe: 'Geen e-mails meer ontvangen',
    },
    error: {
      notFound: 'Deze pagina bestaat niet',
      notFoundText: 'Misschien is de link onvolledig. Controleer of u hem helemaal hebt gekopieerd.',
      failed: 'Er is iets misgegaan',
      failedText: 'Er is niets verloren gegaan. Probeer het over enkele minuten opnieuw.',
      invalid: 'Wij hebben uw verzoek niet begrepen',
    },
  },
}
