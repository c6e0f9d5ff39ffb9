import type { Words } from './fr.ts'
import { ownData } from './own-data/nl.ts'
import { sharing } from './sharing/nl.ts'

/** Nederlands. De naam van de instelling staat nooit na een lidwoord: zo klopt de zin voor elke naam. */
export const nl: Words = {
  name: 'Nederlands',
  mail: {
    viewOnline: 'Dit bericht online lezen',
    reason:
      'U ontvangt dit bericht omdat u ermee hebt ingestemd om e-mails van deze afzender te ontvangen: {institution}.',
    reasonSignup:
      'U ontvangt dit bericht omdat dit adres is ingeschreven voor “{campaign}”. Was u dat niet, dan hoeft u niets te doen: zonder bevestiging wordt het adres gewist.',
    reasonRequest:
      'U ontvangt dit bericht omdat u bij deze afzender inzage in uw gegevens hebt gevraagd: {institution}.',
    reasonNotice:
      'Dit is een officieel bericht van deze afzender: {institution}. Reden van verzending: {reason}',
    object: 'Bezwaar maken tegen deze berichten',
    measured: 'Zoals u hebt aanvaard, wordt gemeten of u opent en waarop u klikt.',
    stopMeasuring: 'Deze meting stopzetten',
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
  sharing,
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
      secondLanguage: 'En als een bericht in die taal niet bestaat?',
      noOther: 'Geen andere taal',
      channels: 'Op welke manier mogen wij u schrijven?',
      email: 'E-mail',
      sms: 'SMS',
      whatsapp: 'WhatsApp',
      lists: 'Welke onderwerpen interesseren u?',
      frequency: 'Hoe vaak?',
      anyFrequency: 'Bij elk nieuw bericht',
      fourAMonth: 'Hoogstens vier berichten per maand',
      oneAMonth: 'Hoogstens één bericht per maand',
      pause: 'Even pauze: stuur mij een maand lang niets',
      pausedUntil: 'Gepauzeerd tot {date}. Haal het vinkje weg om ons weer te lezen.',
      tracking: 'Persoonlijke meting',
      trackingConsent:
        'Ik ga ermee akkoord dat deze afzender meet of ik de e-mails open en op welke links ik klik: {institution}. Zonder dit akkoord wordt niets op mijn naam gemeten en ontvang ik dezelfde berichten. Ik kan dit akkoord hier op elk moment intrekken, ook voor berichten die ik al heb ontvangen.',
      details: 'Uw gegevens',
      lastName: 'Achternaam (niet verplicht)',
      city: 'Woonplaats (niet verplicht)',
      nameProblem: 'Schrijf een naam in letters, zonder cijfers of links.',
      submit: 'Opslaan',
      saved: 'Uw voorkeuren zijn opgeslagen.',
      unsubscribe: 'Geen e-mails meer ontvangen',
      rights: 'Uw gegevens bij ons',
      rightsText: 'U kunt een kopie vragen van alles wat wij over u weten, of ons vragen alles te wissen.',
      askData: 'Een kopie van mijn gegevens ontvangen',
      erase: 'Mijn gegevens wissen',
    },
    signup: {
      title: 'Onze berichten ontvangen',
      text: 'Laat uw adres achter: wij schrijven u in uw taal en zo vaak als u wilt. U bevestigt uw inschrijving via een e-mail. Afzender: {institution}.',
      doneText: 'U ontvangt onze volgende berichten. In elk bericht kunt u uw voorkeuren wijzigen.',
      expiredText:
        'De termijn van zeven dagen is voorbij. U kunt zich met hetzelfde formulier opnieuw inschrijven.',
    },
    objection: {
      title: 'Bezwaar maken tegen officiële berichten',
      text: 'U ontvangt geen officiële berichten meer van deze afzender: {institution}. Informatie die u aangaat, kan u daardoor ontgaan.',
      submit: 'Ik maak bezwaar',
      done: 'Uw bezwaar is geregistreerd',
      doneText: 'Er gaan geen officiële berichten meer naar dit adres. Afzender: {institution}.',
    },
    erasure: {
      title: 'Mijn gegevens wissen',
      text: 'Alles wat deze afzender over u weet, wordt meteen en voorgoed gewist: {institution}. Alleen een versleutelde afdruk van uw adres blijft over, zodat niemand u daar nog namens deze afzender kan schrijven.',
      submit: 'Alles wissen',
      done: 'Uw gegevens zijn gewist',
      doneText: 'Er blijft niets over dat uw naam draagt. Afzender: {institution}.',
    },
    ownData,
    error: {
      notFound: 'Deze pagina bestaat niet',
      notFoundText: 'Misschien is de link onvolledig. Controleer of u hem helemaal hebt gekopieerd.',
      failed: 'Er is iets misgegaan',
      failedText: 'Er is niets verloren gegaan. Probeer het over enkele minuten opnieuw.',
      invalid: 'Wij hebben uw verzoek niet begrepen',
      tooLarge: 'Wat u stuurde, is te groot',
    },
  },
}
