import type { Reason } from '../../core/channel.ts'
import type { DeskLanguage } from './words.ts'

/** What came back: reasons of servers, and what people wrote. */
export type ReturnWords = {
  title: string
  reason: string
  messages: string
  kinds: Record<'delayed' | 'autoreply', string>
  reasons: Record<Reason, string>
  replies: {
    title: string
    lead: string
    link: Record<string, string>
    none: string
    empty: string
    emptyText: string
    back: string
    noSubject: string
    noSender: string
    done: string
    again: string
    isDone: string
    first: string
    noneWaiting: string
    said: string
  }
}

const catalogue: Record<DeskLanguage, ReturnWords> = {
  fr: {
    title: 'Pourquoi des messages reviennent-ils\u00a0?',
    reason: 'Raison',
    messages: 'Messages',
    kinds: { delayed: 'En retard, le serveur essaie encore', autoreply: 'Réponse automatique' },
    reasons: {
      unknown_user: 'La boîte n’existe pas ou plus',
      unknown_host: 'Le domaine est introuvable',
      moved: 'La personne a changé d’adresse',
      mailbox_full: 'La boîte est pleine',
      suspended_or_inactive: 'La boîte est suspendue ou inactive',
      content_or_spam: 'Pris pour un indésirable',
      policy_or_auth: 'Refusé par une règle du serveur',
      reputation_or_block: 'Notre serveur d’envoi est bloqué',
      rate_or_greylist: 'Trop de messages à la fois',
      too_big: 'Message trop grand',
      network: 'Serveur injoignable',
      expired: 'Délai dépassé',
      system: 'Panne chez le destinataire',
      eai_unsupported: 'Lettres de l’adresse non admises',
      invalid_address: 'Adresse mal formée',
      complaint: 'Signalé comme indésirable',
      vacation: 'Absence',
      challenge: 'Demande de confirmation à l’expéditeur',
      undetermined: 'Raison non précisée',
    },
    replies: {
      title: 'Que répond-on à «\u00a0{name}\u00a0»\u00a0?',
      lead: 'Les réponses à cette campagne, telles qu’elles ont été écrites. Répondez depuis votre messagerie, puis cochez.',
      link: { one: '{count} réponse attend', other: '{count} réponses attendent' },
      none: 'Toutes les réponses',
      empty: 'Personne n’a encore répondu',
      emptyText: 'Les réponses arrivent ici quand le courrier revient par Mawja.',
      back: 'Retour à la campagne',
      noSubject: '(sans objet)',
      noSender: 'expéditeur inconnu',
      done: 'C’est fait',
      again: 'À revoir',
      isDone: 'Faite le {date}',
      first: 'Les {count} premières sont montrées\u00a0; les autres suivent quand celles-ci sont cochées.',
      noneWaiting: 'Aucune n’attend.',
      said: 'C’est noté.',
    },
  },
  ar: {
    title: 'لماذا تعود بعض الرسائل؟',
    reason: 'السبب',
    messages: 'الرسائل',
    kinds: { delayed: 'متأخرة والخادم ما زال يحاول', autoreply: 'ردّ آلي' },
    reasons: {
      unknown_user: 'صندوق البريد غير موجود أو لم يعد موجودًا',
      unknown_host: 'النطاق غير موجود',
      moved: 'غيّر الشخص عنوانه',
      mailbox_full: 'الصندوق ممتلئ',
      suspended_or_inactive: 'الصندوق موقوف أو غير نشط',
      content_or_spam: 'اعتُبرت رسالة مزعجة',
      policy_or_auth: 'رفضتها قاعدة في الخادم',
      reputation_or_block: 'خادم الإرسال عندنا محجوب',
      rate_or_greylist: 'رسائل كثيرة في وقت واحد',
      too_big: 'رسالة كبيرة جدًا',
      network: 'تعذّر الوصول إلى الخادم',
      expired: 'انتهت المهلة',
      system: 'عطل لدى المتلقي',
      eai_unsupported: 'حروف العنوان غير مقبولة',
      invalid_address: 'عنوان غير صحيح',
      complaint: 'أُبلغ عنها بوصفها مزعجة',
      vacation: 'غياب',
      challenge: 'يُطلب من المرسل تأكيد',
      undetermined: 'سبب غير محدد',
    },
    replies: {
      title: 'بماذا يردّون على «{name}»؟',
      lead: 'الردود على هذه الحملة كما كُتبت. أجيبوا من بريدكم ثم ضعوا العلامة.',
      link: {
        zero: 'لا ردّ ينتظر',
        one: 'ردّ واحد ينتظر',
        two: 'ردّان ينتظران',
        few: '{count} ردود تنتظر',
        many: '{count} ردًا ينتظر',
        other: '{count} ردّ ينتظر',
      },
      none: 'جميع الردود',
      empty: 'لم يردّ أحد بعد',
      emptyText: 'تصل الردود إلى هنا حين يعود البريد عبر موجة.',
      back: 'العودة إلى الحملة',
      noSubject: '(بلا موضوع)',
      noSender: 'مرسل غير معروف',
      done: 'تمّ',
      again: 'للمراجعة',
      isDone: 'تمّ في {date}',
      first: 'تظهر أول {count}، وتليها البقية حين توضع العلامة على هذه.',
      noneWaiting: 'لا شيء ينتظر.',
      said: 'سُجّل ذلك.',
    },
  },
  en: {
    title: 'Why do messages come back?',
    reason: 'Reason',
    messages: 'Messages',
    kinds: { delayed: 'Late, the server still tries', autoreply: 'Automatic reply' },
    reasons: {
      unknown_user: 'The mailbox does not exist, or no longer does',
      unknown_host: 'The domain cannot be found',
      moved: 'The person has another address',
      mailbox_full: 'The mailbox is full',
      suspended_or_inactive: 'The mailbox is suspended or inactive',
      content_or_spam: 'Taken for spam',
      policy_or_auth: 'Refused by a rule of the server',
      reputation_or_block: 'Our sending server is blocked',
      rate_or_greylist: 'Too many messages at once',
      too_big: 'Message too large',
      network: 'Server out of reach',
      expired: 'Time ran out',
      system: 'Fault at the receiving end',
      eai_unsupported: 'Letters of the address not accepted',
      invalid_address: 'Malformed address',
      complaint: 'Marked as spam',
      vacation: 'Absence',
      challenge: 'The sender is asked to confirm',
      undetermined: 'Reason not given',
    },
    replies: {
      title: 'What do people answer to “{name}”?',
      lead: 'Replies to this campaign, as they were written. Answer from your own mail program, then tick.',
      link: { one: '{count} reply waits', other: '{count} replies wait' },
      none: 'All replies',
      empty: 'Nobody has answered yet',
      emptyText: 'Replies arrive here when mail comes back through Mawja.',
      back: 'Back to the campaign',
      noSubject: '(no subject)',
      noSender: 'unknown sender',
      done: 'Done',
      again: 'Look again',
      isDone: 'Done on {date}',
      first: 'The first {count} are shown; others follow when these are ticked.',
      noneWaiting: 'None waits.',
      said: 'Noted.',
    },
  },
}

export const returnWords = (language: DeskLanguage): ReturnWords => catalogue[language]
