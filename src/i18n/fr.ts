/**
 * The words that readers see in mails and on public pages, in French: the catalogue whose shape every other language
 * follows. `{name}` is filled in by `fill`; records of plural forms are chosen by `plural` (CLDR categories).
 *
 * The institution's name follows a colon, never an article: the sentence is right for every name. No-break spaces
 * stand before : ; ? and inside « ».
 */
export const fr = {
  /** The language's own name, as its readers write it. */
  name: 'Français',
  mail: {
    viewOnline: 'Lire ce message en ligne',
    reason:
      'Vous recevez ce message parce que vous avez accepté de recevoir les courriels de cet expéditeur : {institution}.',
    reasonSignup:
      'Vous recevez ce message parce que cette adresse a été inscrite à « {campaign} ». Si ce n’était pas vous, ne faites rien : sans confirmation, elle sera effacée.',
    unsubscribe: 'Se désinscrire',
    preferences: 'Choisir ma langue et mes préférences',
    sender: 'Expéditeur : {institution}',
    contact: 'Nous écrire',
    shareTitle: 'Faites passer le mot',
    shareHint: 'Le message part de votre propre application. Personne ne saura qui l’a transmis.',
    /** A heading: the campaign's own sentence follows. */
    funders: 'Soutien',
  },
  share: {
    whatsapp: 'WhatsApp',
    facebook: 'Facebook',
    x: 'X',
    telegram: 'Telegram',
    linkedin: 'LinkedIn',
    email: 'Courriel',
    on: 'Partager via {name}',
    link: 'Ou copiez ce lien',
  },
  page: {
    language: 'Langue',
    skip: 'Aller au contenu',
    footer: '{institution}. Cette page ne contient aucun traceur personnel.',
    landing: {
      form: 'Recevoir ces messages',
      email: 'Adresse électronique',
      firstName: 'Prénom (facultatif)',
      country: 'Pays de résidence (facultatif)',
      noCountry: 'Ne pas préciser',
      consent:
        'J’accepte de recevoir les courriels de cet expéditeur : {institution}. Je pourrai me désinscrire en un clic à tout moment.',
      submit: 'M’inscrire',
      share: 'Faire passer',
      shareHint:
        'Le message part de votre propre application. Nous comptons les partages, jamais les personnes.',
      over: 'Cette campagne est terminée. Merci à celles et ceux qui y ont participé.',
      emailProblem: 'Écrivez une adresse électronique complète, par exemple nom@example.com.',
      consentProblem: 'Cochez la case pour que nous ayons le droit de vous écrire.',
    },
    joined: {
      title: 'Regardez votre boîte de réception',
      text: 'Nous venons d’envoyer un message à l’adresse indiquée. Ouvrez-le et confirmez votre inscription : le lien reste valable sept jours.',
    },
    confirm: {
      title: 'Confirmer votre inscription',
      text: 'Un dernier pas : confirmez que vous souhaitez recevoir ces messages. Expéditeur : {institution}.',
      submit: 'Confirmer',
      done: 'Votre inscription est confirmée',
      doneText:
        'Vous recevrez bientôt le premier message. Vous connaissez quelqu’un que cela concerne ? Faites passer.',
      expired: 'Ce lien n’est plus valable',
      expiredText:
        'Le délai de sept jours est passé. Vous pouvez vous inscrire de nouveau depuis la page de la campagne.',
    },
    unsubscribe: {
      title: 'Se désinscrire',
      text: 'Vous ne recevrez plus de courriels de cet expéditeur : {institution}.',
      submit: 'Me désinscrire',
      keep: 'Changer plutôt mes préférences',
      done: 'Votre désinscription est enregistrée',
      doneText: 'C’est fait : plus aucun courriel ne partira vers cette adresse. Expéditeur : {institution}.',
    },
    preferences: {
      title: 'Vos préférences',
      language: 'Dans quelle langue souhaitez-vous nous lire ?',
      submit: 'Enregistrer',
      saved: 'Vos préférences sont enregistrées.',
      unsubscribe: 'Ne plus recevoir de courriels',
    },
    error: {
      notFound: 'Cette page n’existe pas',
      notFoundText: 'Le lien est peut-être incomplet. Vérifiez qu’il a été copié en entier.',
      failed: 'Un incident est survenu',
      failedText: 'Rien n’a été perdu. Réessayez dans quelques minutes.',
      invalid: 'La demande n’a pas été comprise',
    },
  },
}

export type Words = typeof fr
