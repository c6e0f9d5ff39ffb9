import type { StopRule } from '../../core/stop-settings.ts'
import type { DeskLanguage } from './words.ts'

/** A campaign under way, as it goes out. */
export type LiveWords = {
  link: string
  title: string
  back: string
  /** Before the launch, there is nothing to watch. */
  before: string
  renewed: string
  renew: string
  pace: {
    title: string
    rate: string
    none: string
    left: string
    leftOne: string
    waiting: string
    done: string
  }
  steps: {
    title: string
    step: string
    sent: string
    refused: string
    skipped: string
    waiting: string
    wave: string
    of: string
  }
  errors: { title: string; reason: string; messages: string; none: string }
  retries: { title: string; none: string; count: Record<string, string>; many: string; next: string }
  resting: { title: string; channel: string; provider: string; until: string }
  channels: Record<string, string>
  warnings: { title: string; rules: Record<StopRule, string>; figures: string }
  replies: { title: string; none: string; all: string }
}

const catalogue: Record<DeskLanguage, LiveWords> = {
  fr: {
    link: 'Suivre l’envoi en direct',
    title: 'Où en est l’envoi de «\u00a0{name}\u00a0»\u00a0?',
    back: 'Retour à la campagne',
    before: 'Cette campagne n’est pas encore lancée. Cette page se remplira au lancement.',
    renewed: 'État le {time}. La page se renouvelle toutes les cinq secondes.',
    renew: 'Renouveler',
    pace: {
      title: 'Rythme',
      rate: '{rate} par minute',
      none: 'Rien n’est parti ces cinq dernières minutes, ou trop peu pour un rythme.',
      left: 'Il reste entre {from} et {until}, d’après ce rythme et les heures prévues.',
      leftOne: 'Il reste environ {from}, d’après ce rythme et les heures prévues.',
      waiting: 'Messages qui attendent\u00a0: {count}',
      done: 'Rien n’attend plus.',
    },
    steps: {
      title: 'Par étape et par vague',
      step: 'Étape',
      sent: 'Partis',
      refused: 'Refusés',
      skipped: 'Non envoyés',
      waiting: 'En attente',
      wave: 'Vague {wave}',
      of: '{done} sur {size}',
    },
    errors: { title: 'Refus, par raison', reason: 'Raison', messages: 'Messages', none: 'Aucun refus.' },
    retries: {
      title: 'Nouveaux essais',
      none: 'Aucun message n’attend un nouvel essai.',
      count: {
        one: '{count} message attend un nouvel essai.',
        other: '{count} messages attendent un nouvel essai.',
      },
      many: 'Plus de {count} messages attendent un nouvel essai.',
      next: 'Le prochain le {date}.',
    },
    resting: {
      title: 'Au repos',
      channel: 'Rien ne part par {channel}\u00a0: trop d’échecs de suite.',
      provider: '{provider} demande d’attendre.',
      until: 'On essaie de nouveau le {date}.',
    },
    channels: { email: 'courriel', x: 'X' },
    warnings: {
      title: 'À surveiller',
      rules: {
        complaints: 'Des personnes signalent ces messages comme indésirables.',
        bounces: 'Des adresses n’existent plus.',
        errors: 'Des serveurs refusent ces messages.',
        sampleRatio: 'Une variante arrive moins que les autres.',
      },
      figures: '{count} sur {of}, soit {figure}. La campagne s’arrête à {limit}.',
    },
    replies: {
      title: 'Dernières réponses',
      none: 'Personne n’a encore répondu.',
      all: 'Toutes les réponses',
    },
  },
  ar: {
    link: 'متابعة الإرسال مباشرة',
    title: 'أين وصل إرسال «{name}»؟',
    back: 'العودة إلى الحملة',
    before: 'لم تنطلق هذه الحملة بعد. ستمتلئ هذه الصفحة عند الإطلاق.',
    renewed: 'الحالة عند {time}. تتجدد الصفحة كل خمس ثوان.',
    renew: 'تحديث',
    pace: {
      title: 'الوتيرة',
      rate: '{rate} في الدقيقة',
      none: 'لم يخرج شيء في الدقائق الخمس الأخيرة، أو خرج أقل من أن تُحسب له وتيرة.',
      left: 'يتبقى ما بين {from} و{until}، بحسب هذه الوتيرة والأوقات المقررة.',
      leftOne: 'يتبقى نحو {from}، بحسب هذه الوتيرة والأوقات المقررة.',
      waiting: 'الرسائل المنتظرة: {count}',
      done: 'لم يعد شيء ينتظر.',
    },
    steps: {
      title: 'حسب المرحلة والموجة',
      step: 'المرحلة',
      sent: 'خرجت',
      refused: 'رُفضت',
      skipped: 'لم تُرسل',
      waiting: 'تنتظر',
      wave: 'الموجة {wave}',
      of: '{done} من أصل {size}',
    },
    errors: { title: 'الرفض حسب السبب', reason: 'السبب', messages: 'الرسائل', none: 'لا رفض.' },
    retries: {
      title: 'محاولات جديدة',
      none: 'لا رسالة تنتظر محاولة جديدة.',
      count: {
        zero: 'لا رسالة تنتظر محاولة جديدة.',
        one: 'رسالة واحدة تنتظر محاولة جديدة.',
        two: 'رسالتان تنتظران محاولة جديدة.',
        few: '{count} رسائل تنتظر محاولة جديدة.',
        many: '{count} رسالة تنتظر محاولة جديدة.',
        other: '{count} رسالة تنتظر محاولة جديدة.',
      },
      many: 'أكثر من {count} رسالة تنتظر محاولة جديدة.',
      next: 'الأولى في {date}.',
    },
    resting: {
      title: 'في راحة',
      channel: 'لا شيء يخرج عبر {channel}: إخفاقات كثيرة متتالية.',
      provider: '{provider} يطلب الانتظار.',
      until: 'نحاول من جديد في {date}.',
    },
    channels: { email: 'البريد الإلكتروني', x: 'X' },
    warnings: {
      title: 'للمراقبة',
      rules: {
        complaints: 'يبلغ بعض الأشخاص عن هذه الرسائل بوصفها مزعجة.',
        bounces: 'بعض العناوين لم يعد موجودًا.',
        errors: 'ترفض بعض الخوادم هذه الرسائل.',
        sampleRatio: 'تصل إحدى الصيغ أقل من غيرها.',
      },
      figures: '{count} من أصل {of}، أي {figure}. تتوقف الحملة عند {limit}.',
    },
    replies: { title: 'آخر الردود', none: 'لم يرد أحد بعد.', all: 'كل الردود' },
  },
  en: {
    link: 'Watch the sending live',
    title: 'How far has “{name}” been sent?',
    back: 'Back to the campaign',
    before: 'This campaign has not been launched yet. This page fills at the launch.',
    renewed: 'As of {time}. The page renews itself every five seconds.',
    renew: 'Renew',
    pace: {
      title: 'Pace',
      rate: '{rate} a minute',
      none: 'Nothing went out in the last five minutes, or too little for a pace.',
      left: 'Between {from} and {until} are left, by this pace and the planned hours.',
      leftOne: 'About {from} are left, by this pace and the planned hours.',
      waiting: 'Messages that wait: {count}',
      done: 'Nothing waits any more.',
    },
    steps: {
      title: 'By step and wave',
      step: 'Step',
      sent: 'Sent',
      refused: 'Refused',
      skipped: 'Not sent',
      waiting: 'Waiting',
      wave: 'Wave {wave}',
      of: '{done} of {size}',
    },
    errors: { title: 'Refusals by reason', reason: 'Reason', messages: 'Messages', none: 'No refusals.' },
    retries: {
      title: 'New attempts',
      none: 'No message waits for a new attempt.',
      count: {
        one: '{count} message waits for a new attempt.',
        other: '{count} messages wait for a new attempt.',
      },
      many: 'More than {count} messages wait for a new attempt.',
      next: 'The next is on {date}.',
    },
    resting: {
      title: 'Resting',
      channel: 'Nothing goes out by {channel}: too many failures in a row.',
      provider: '{provider} asks us to wait.',
      until: 'We try again on {date}.',
    },
    channels: { email: 'e-mail', x: 'X' },
    warnings: {
      title: 'To watch',
      rules: {
        complaints: 'People mark these messages as unwanted.',
        bounces: 'Some addresses are not there any more.',
        errors: 'Some servers refuse these messages.',
        sampleRatio: 'One variant arrives less than the others.',
      },
      figures: '{count} of {of}, which is {figure}. The campaign stops at {limit}.',
    },
    replies: { title: 'Newest replies', none: 'Nobody has answered yet.', all: 'All replies' },
  },
}

export const liveWords = (language: DeskLanguage): LiveWords => catalogue[language]
