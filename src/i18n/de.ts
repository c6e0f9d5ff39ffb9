import type { Words } from './fr.ts'

/** Deutsch. Der Name der Einrichtung steht nie nach einem Artikel: So stimmt der Satz bei jedem Namen. */
export const de: Words = {
  name: 'Deutsch',
  mail: {
    viewOnline: 'Diese Nachricht online lesen',
    reason:
      'Sie erhalten diese Nachricht, weil Sie zugestimmt haben, E-Mails von diesem Absender zu erhalten: {institution}.',
    reasonSignup:
      'Sie erhalten diese Nachricht, weil diese Adresse für „{campaign}“ angemeldet wurde. Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ohne Bestätigung wird die Adresse gelöscht.',
    unsubscribe: 'Abmelden',
    preferences: 'Meine Sprache und Einstellungen wählen',
    sender: 'Absender: {institution}',
    contact: 'Schreiben Sie uns',
    shareTitle: 'Sagen Sie es weiter',
    shareHint: 'Die Nachricht geht von Ihrer eigenen App aus. Niemand erfährt, wer sie weitergegeben hat.',
    funders: 'Förderung',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'E-Mail',
    on: 'Teilen über {name}',
    link: 'Oder kopieren Sie diesen Link',
  },
  page: {
    language: 'Sprache',
    skip: 'Zum Inhalt',
    footer: '{institution}. Diese Seite enthält kein persönliches Tracking.',
    landing: {
      form: 'Diese Nachrichten erhalten',
      email: 'E-Mail-Adresse',
      firstName: 'Vorname (freiwillig)',
      country: 'Wohnsitzland (freiwillig)',
      noCountry: 'Keine Angabe',
      consent:
        'Ich stimme zu, E-Mails von diesem Absender zu erhalten: {institution}. Ich kann mich jederzeit mit einem Klick abmelden.',
      submit: 'Anmelden',
      share: 'Weitergeben',
      shareHint:
        'Die Nachricht geht von Ihrer eigenen App aus. Wir zählen, wie oft geteilt wird, nie, von wem.',
      over: 'Diese Kampagne ist beendet. Danke an alle, die teilgenommen haben.',
      emailProblem: 'Geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@example.com.',
      consentProblem: 'Setzen Sie das Häkchen, damit wir Ihnen schreiben dürfen.',
    },
    joined: {
      title: 'Sehen Sie in Ihrem Posteingang nach',
      text: 'Wir haben gerade eine Nachricht an die angegebene Adresse geschickt. Öffnen Sie sie und bestätigen Sie Ihre Anmeldung: Der Link ist sieben Tage gültig.',
    },
    confirm: {
      title: 'Ihre Anmeldung bestätigen',
      text: 'Noch ein Schritt: Bestätigen Sie, dass Sie diese Nachrichten erhalten möchten. Absender: {institution}.',
      submit: 'Bestätigen',
      done: 'Ihre Anmeldung ist bestätigt',
      doneText:
        'Sie erhalten bald die erste Nachricht. Kennen Sie jemanden, den das betrifft? Sagen Sie es weiter.',
      expired: 'Dieser Link ist nicht mehr gültig',
      expiredText:
        'Die Frist von sieben Tagen ist abgelaufen. Sie können sich auf der Kampagnenseite erneut anmelden.',
    },
    unsubscribe: {
      title: 'Abmelden',
      text: 'Sie erhalten keine E-Mails mehr von diesem Absender: {institution}.',
      submit: 'Mich abmelden',
      keep: 'Lieber meine Einstellungen ändern',
      done: 'Sie sind abgemeldet',
      doneText: 'Erledigt. An diese Adresse gehen keine E-Mails mehr. Absender: {institution}.',
    },
    preferences: {
      title: 'Ihre Einstellungen',
      language: 'In welcher Sprache möchten Sie uns lesen?',
      submit: 'Speichern',
      saved: 'Ihre Einstellungen sind gespeichert.',
      unsubscribe: 'Keine E-Mails mehr erhalten',
    },
    error: {
      notFound: 'Diese Seite gibt es nicht',
      notFoundText: 'Vielleicht ist der Link unvollständig. Prüfen Sie, ob er ganz kopiert wurde.',
      failed: 'Es ist ein Fehler aufgetreten',
      failedText: 'Es ging nichts verloren. Versuchen Sie es in einigen Minuten noch einmal.',
      invalid: 'Die Anfrage wurde nicht verstanden',
    },
  },
}
