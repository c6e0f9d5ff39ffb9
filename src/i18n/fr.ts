import { ownData } from './own-data/fr.ts'
import { sharing } from './sharing/fr.ts'

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
    /** At the foot of an answer to somebody who asked for their own data. */
    reasonRequest:
      'Vous recevez ce message parce que vous avez demandé à consulter vos données auprès de cet expéditeur : {institution}.',
    /** At the foot of an official notice, which is sent without consent; the institution's own written reason follows. */
    reasonNotice: 'Ceci est un avis officiel de cet expéditeur : {institution}. Motif de l’envoi : {reason}',
    object: 'M’opposer à ces avis',
    /** Only for people who agreed to it. */
    measured: 'Comme vous l’avez accepté, vos ouvertures et vos clics sont mesurés.',
    stopMeasuring: 'Arrêter cette mesure',
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
  sharing,
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
      secondLanguage: 'Et si un message n’existe pas dans cette langue ?',
      noOther: 'Aucune autre langue',
      channels: 'Par quels moyens pouvons-nous vous écrire ?',
      email: 'Courriel',
      sms: 'SMS',
      whatsapp: 'WhatsApp',
      lists: 'Quels sujets vous intéressent ?',
      frequency: 'À quel rythme ?',
      anyFrequency: 'À chaque nouveau message',
      fourAMonth: 'Quatre messages par mois au plus',
      oneAMonth: 'Un message par mois au plus',
      pause: 'Faire une pause : ne rien m’envoyer pendant un mois',
      pausedUntil: 'En pause jusqu’au {date}. Décochez la case pour recommencer à nous lire.',
      tracking: 'Mesure personnelle',
      trackingConsent:
        'J’accepte que cet expéditeur mesure si j’ouvre ses courriels et sur quels liens je clique : {institution}. Sans cet accord, rien n’est mesuré à mon nom, et je reçois les mêmes messages. Je peux retirer cet accord ici à tout moment, même pour les messages déjà reçus.',
      details: 'Vos coordonnées',
      lastName: 'Nom (facultatif)',
      city: 'Ville (facultatif)',
      nameProblem: 'Écrivez un nom en lettres, sans chiffre ni lien.',
      submit: 'Enregistrer',
      saved: 'Vos préférences sont enregistrées.',
      unsubscribe: 'Ne plus recevoir de courriels',
      rights: 'Vos données',
      rightsText:
        'Vous pouvez demander une copie de tout ce que nous savons de vous, ou nous demander de tout effacer.',
      askData: 'Recevoir une copie de mes données',
      erase: 'Effacer mes données',
    },
    /** Public form of an institution, without a campaign. */
    signup: {
      title: 'Recevoir nos messages',
      text: 'Laissez votre adresse : nous vous écrirons dans votre langue, à votre rythme. Vous confirmerez votre inscription par un courriel. Expéditeur : {institution}.',
      doneText: 'Vous recevrez nos prochains messages. Chacun d’eux vous permet de changer vos préférences.',
      expiredText:
        'Le délai de sept jours est passé. Vous pouvez vous inscrire de nouveau avec le même formulaire.',
    },
    /** A notice is sent without consent: its reader may object (GDPR art. 21). */
    objection: {
      title: 'S’opposer aux avis officiels',
      text: 'Vous ne recevrez plus les avis officiels de cet expéditeur : {institution}. Certaines informations qui vous concernent pourraient ne plus vous parvenir.',
      submit: 'M’opposer',
      done: 'Votre opposition est enregistrée',
      doneText: 'Plus aucun avis ne partira vers cette adresse. Expéditeur : {institution}.',
    },
    erasure: {
      title: 'Effacer mes données',
      text: 'Tout ce que cet expéditeur sait de vous sera effacé tout de suite et pour toujours : {institution}. Seule restera une empreinte chiffrée de votre adresse, pour que plus personne ne puisse vous y écrire en son nom.',
      submit: 'Tout effacer',
      done: 'Vos données sont effacées',
      doneText: 'Il ne reste rien qui porte votre nom. Expéditeur : {institution}.',
    },
    ownData,
    error: {
      notFound: 'Cette page n’existe pas',
      notFoundText: 'Le lien est peut-être incomplet. Vérifiez qu’il a été copié en entier.',
      failed: 'Un incident est survenu',
      failedText: 'Rien n’a été perdu. Réessayez dans quelques minutes.',
      invalid: 'La demande n’a pas été comprise',
      tooLarge: 'Cet envoi est trop volumineux',
    },
  },
}

export type Words = typeof fr
