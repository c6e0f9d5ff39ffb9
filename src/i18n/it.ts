import type { Words } from './fr.ts'

/** Italiano. Il nome dell’istituzione non segue mai un articolo: così la frase vale per ogni nome. */
export const it: Words = {
  name: 'Italiano',
  mail: {
    viewOnline: 'Leggere questo messaggio online',
    reason:
      'Riceve questo messaggio perché ha accettato di ricevere le e-mail di questo mittente: {institution}.',
    reasonSignup:
      'Riceve questo messaggio perché questo indirizzo è stato iscritto a «{campaign}». Se non è stato Lei a farlo, non deve fare nulla: senza conferma, l’indirizzo sarà cancellato.',
    unsubscribe: 'Annullare l’iscrizione',
    preferences: 'Scegliere la lingua e le preferenze',
    sender: 'Mittente: {institution}',
    contact: 'Ci scriva',
    shareTitle: 'Passi parola',
    shareHint: 'Il messaggio parte dalla Sua applicazione. Nessuno saprà chi lo ha inoltrato.',
    funders: 'Sostegno',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'E-mail',
    on: 'Condividere via {name}',
    link: 'Oppure copi questo link',
  },
  page: {
    language: 'Lingua',
    skip: 'Vai al contenuto',
    footer: '{institution}. Questa pagina non contiene alcun tracciatore personale.',
    landing: {
      form: 'Ricevere questi messaggi',
      email: 'Indirizzo e-mail',
      firstName: 'Nome (facoltativo)',
      country: 'Paese di residenza (facoltativo)',
      noCountry: 'Preferisco non indicarlo',
      consent:
        'Accetto di ricevere le e-mail di questo mittente: {institution}. Potrò annullare l’iscrizione con un clic in qualsiasi momento.',
      submit: 'Iscrivermi',
      share: 'Condividere',
      shareHint: 'Il messaggio parte dalla Sua applicazione. Contiamo le condivisioni, mai le persone.',
      over: 'Questa campagna è terminata. Grazie a chi vi ha preso parte.',
      emailProblem: 'Scriva un indirizzo e-mail completo, per esempio nome@example.com.',
      consentProblem: 'Spunti la casella perché possiamo scriverLe.',
    },
    joined: {
      title: 'Controlli la posta in arrivo',
      text: 'Abbiamo appena inviato un messaggio all’indirizzo indicato. Lo apra e confermi l’iscrizione: il link resta valido sette giorni.',
    },
    confirm: {
      title: 'Confermare l’iscrizione',
      text: 'Un ultimo passo: confermi che desidera ricevere questi messaggi. Mittente: {institution}.',
      submit: 'Confermare',
      done: 'La Sua iscrizione è confermata',
      doneText: 'Riceverà presto il primo messaggio. Conosce qualcuno a cui può interessare? Passi parola.',
      expired: 'Questo link non è più valido',
      expiredText:
        'Il termine di sette giorni è scaduto. Può iscriversi di nuovo dalla pagina della campagna.',
    },
    unsubscribe: {
      title: 'Annullare l’iscrizione',
      text: 'Non riceverà più e-mail da questo mittente: {institution}.',
      submit: 'Annullare la mia iscrizione',
      keep: 'Preferisco cambiare le mie preferenze',
      done: 'La Sua iscrizione è annullata',
      doneText: 'Fatto: nessun’altra e-mail sarà inviata a questo indirizzo. Mittente: {institution}.',
    },
    preferences: {
      title: 'Le Sue preferenze',
      language: 'In quale lingua desidera leggerci?',
      submit: 'Salvare',
      saved: 'Le Sue preferenze sono state salvate.',
      unsubscribe: 'Non ricevere più e-mail',
    },
    error: {
      notFound: 'Questa pagina non esiste',
      notFoundText: 'Forse il link è incompleto. Verifichi che sia stato copiato per intero.',
      failed: 'Si è verificato un inconveniente',
      failedText: 'Nulla è andato perso. Riprovi tra qualche minuto.',
      invalid: 'La richiesta non è stata compresa',
    },
  },
}
