import type { Words } from './fr.ts'
import { ownData } from './own-data/de.ts'
import { sharing } from './sharing/de.ts'

/** Deutsch. Der Name der Einrichtung steht nie nach einem Artikel: So stimmt der Satz bei jedem Namen. */
export const de: Words = {
  name: 'Deutsch',
  mail: {
    viewOnline: 'Diese Nachricht online lesen',
    reason:
      'Sie erhalten diese Nachricht, weil Sie zugestimmt haben, E-Mails von diesem Absender zu erhalten: {institution}.',
    reasonSignup:
      'Sie erhalten diese Nachricht, weil diese Adresse für „{campaign}“ angemeldet wurde. Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ohne Bestätigung wird die Adresse gelöscht.',
    reasonRequest:
      'Sie erhalten diese Nachricht, weil Sie bei diesem Absender Auskunft über Ihre Daten verlangt haben: {institution}.',
    reasonNotice:
      'Dies ist eine amtliche Mitteilung dieses Absenders: {institution}. Grund der Zusendung: {reason}',
    object: 'Diesen Mitteilungen widersprechen',
    measured: 'Wie von Ihnen erlaubt, wird gemessen, ob Sie öffnen und worauf Sie klicken.',
    stopMeasuring: 'Diese Messung beenden',
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
  sharing,
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
      secondLanguage: 'Und wenn es eine Nachricht in dieser Sprache nicht gibt?',
      noOther: 'Keine andere Sprache',
      channels: 'Auf welchem Weg dürfen wir Ihnen schreiben?',
      email: 'E-Mail',
      sms: 'SMS',
      whatsapp: 'WhatsApp',
      lists: 'Welche Themen interessieren Sie?',
      frequency: 'Wie oft?',
      anyFrequency: 'Bei jeder neuen Nachricht',
      fourAMonth: 'Höchstens vier Nachrichten im Monat',
      oneAMonth: 'Höchstens eine Nachricht im Monat',
      pause: 'Pause machen: mir einen Monat lang nichts senden',
      pausedUntil: 'Pause bis {date}. Entfernen Sie das Häkchen, um uns wieder zu lesen.',
      tracking: 'Persönliche Messung',
      trackingConsent:
        'Ich bin einverstanden, dass dieser Absender misst, ob ich seine E-Mails öffne und auf welche Links ich klicke: {institution}. Ohne dieses Einverständnis wird nichts unter meinem Namen gemessen, und ich erhalte dieselben Nachrichten. Ich kann es hier jederzeit zurücknehmen, auch für Nachrichten, die ich schon erhalten habe.',
      details: 'Ihre Angaben',
      lastName: 'Nachname (freiwillig)',
      city: 'Wohnort (freiwillig)',
      nameProblem: 'Schreiben Sie einen Namen in Buchstaben, ohne Ziffern und Links.',
      submit: 'Speichern',
      saved: 'Ihre Einstellungen sind gespeichert.',
      unsubscribe: 'Keine E-Mails mehr erhalten',
      rights: 'Ihre Daten',
      rightsText:
        'Sie können eine Kopie von allem verlangen, was wir über Sie wissen, oder uns bitten, alles zu löschen.',
      askData: 'Eine Kopie meiner Daten erhalten',
      erase: 'Meine Daten löschen',
    },
    signup: {
      title: 'Unsere Nachrichten erhalten',
      text: 'Hinterlassen Sie Ihre Adresse: Wir schreiben Ihnen in Ihrer Sprache und so oft, wie Sie es wünschen. Ihre Anmeldung bestätigen Sie über eine E-Mail. Absender: {institution}.',
      doneText: 'Sie erhalten unsere nächsten Nachrichten. In jeder können Sie Ihre Einstellungen ändern.',
      expiredText:
        'Die Frist von sieben Tagen ist vorbei. Sie können sich über dasselbe Formular erneut anmelden.',
    },
    objection: {
      title: 'Amtlichen Mitteilungen widersprechen',
      text: 'Sie erhalten keine amtlichen Mitteilungen mehr von diesem Absender: {institution}. Manches, was Sie betrifft, erreicht Sie dann vielleicht nicht mehr.',
      submit: 'Ich widerspreche',
      done: 'Ihr Widerspruch ist vermerkt',
      doneText: 'An diese Adresse gehen keine amtlichen Mitteilungen mehr. Absender: {institution}.',
    },
    erasure: {
      title: 'Meine Daten löschen',
      text: 'Alles, was dieser Absender über Sie weiß, wird sofort und endgültig gelöscht: {institution}. Es bleibt nur ein verschlüsselter Abdruck Ihrer Adresse, damit Ihnen niemand mehr in seinem Namen dorthin schreiben kann.',
      submit: 'Alles löschen',
      done: 'Ihre Daten sind gelöscht',
      doneText: 'Es bleibt nichts, was Ihren Namen trägt. Absender: {institution}.',
    },
    ownData,
    error: {
      notFound: 'Diese Seite gibt es nicht',
      notFoundText: 'Vielleicht ist der Link unvollständig. Prüfen Sie, ob er ganz kopiert wurde.',
      failed: 'Es ist ein Fehler aufgetreten',
      failedText: 'Es ging nichts verloren. Versuchen Sie es in einigen Minuten noch einmal.',
      invalid: 'Die Anfrage wurde nicht verstanden',
      tooLarge: 'Das Gesendete ist zu groß',
    },
  },
}
