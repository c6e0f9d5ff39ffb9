import type { StopRule } from '../../core/stop-settings.ts'
import type { DeskLanguage } from './words.ts'

type StopWords = {
  title: string
  rules: Record<StopRule, string>
  share: string
  chance: string
  at: string
  resume: string
  resumeText: string
  resumeConfirm: string
}

const catalogue: Record<DeskLanguage, StopWords> = {
  fr: {
    title: 'La campagne s’est arrêtée d’elle-même',
    rules: {
      complaints: 'Trop de personnes ont signalé ces messages comme indésirables.',
      bounces: 'Trop d’adresses n’existent plus.',
      errors: 'Les serveurs refusent ces messages pour une raison qui tient à l’envoi, et non aux adresses.',
      sampleRatio: 'Une variante arrive moins que les autres\u00a0: on ne peut plus les comparer.',
    },
    share: '{count} sur {of}, soit {figure}. La limite est de {limit}.',
    chance: 'Le hasard ferait une telle différence moins d’une fois sur {times}.',
    at: 'Arrêt le {date}. Cherchez la cause avant de reprendre.',
    resume: 'Reprendre malgré cela…',
    resumeText: 'Elle s’arrêtera de nouveau si ce chiffre augmente encore de moitié.',
    resumeConfirm: 'Reprendre les envois malgré cela',
  },
  ar: {
    title: 'توقفت الحملة من تلقاء نفسها',
    rules: {
      complaints: 'أبلغ عدد كبير من الأشخاص عن هذه الرسائل بوصفها مزعجة.',
      bounces: 'عدد كبير من العناوين لم يعد موجودًا.',
      errors: 'ترفض الخوادم هذه الرسائل لسبب يعود إلى الإرسال لا إلى العناوين.',
      sampleRatio: 'تصل إحدى الصيغ أقل من غيرها، فلم تعد المقارنة بينها ممكنة.',
    },
    share: '{count} من أصل {of}، أي {figure}. الحد هو {limit}.',
    chance: 'احتمال أن يكون هذا الفرق صدفة أقل من واحد من {times}.',
    at: 'توقفت في {date}. ابحثوا عن السبب قبل الاستئناف.',
    resume: 'الاستئناف رغم ذلك…',
    resumeText: 'ستتوقف من جديد إذا زاد هذا الرقم بمقدار النصف.',
    resumeConfirm: 'استئناف الإرسال رغم ذلك',
  },
  en: {
    title: 'The campaign stopped by itself',
    rules: {
      complaints: 'Too many people marked these messages as unwanted.',
      bounces: 'Too many addresses are not there any more.',
      errors:
        'Servers refuse these messages for a reason that lies with the sending, not with the addresses.',
      sampleRatio: 'One variant arrives less than the others: they cannot be compared any more.',
    },
    share: '{count} of {of}, which is {figure}. The limit is {limit}.',
    chance: 'Chance makes such a difference less than once in {times} times.',
    at: 'Stopped on {date}. Look for the cause before you resume.',
    resume: 'Resume all the same…',
    resumeText: 'It stops again if this figure grows by half.',
    resumeConfirm: 'Resume sending all the same',
  },
}

/** Why a campaign stopped by itself, and how it goes on. */
export const stopWords = (language: DeskLanguage): StopWords => catalogue[language]
