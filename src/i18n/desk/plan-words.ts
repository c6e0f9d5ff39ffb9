import type { Moved } from '../../core/schedule/opening.ts'
import type { StepEvent } from '../../core/schedule/step-time.ts'
import type { DeskLanguage } from './words.ts'

type PlanWords = {
  /** The line of waves. */
  waves: Record<'title' | 'wave' | 'done' | 'partly' | 'planned' | 'plannedIf' | 'local', string> & {
    people: Record<string, string>
  }
  title: string
  /** What stands on a page until a large audience is counted. */
  counting: Record<'label' | 'text' | 'link', string>
  /** When a step begins, by the word that its `at` has. */
  begins: Record<'launch' | 'at' | 'recipient' | 'sender' | 'zone' | 'after' | 'every', string>
  on: Record<StepEvent, string>
  delay: { some: string; none: string }
  column: Record<'place' | 'readers' | 'wave' | 'next', string>
  /** Whose hours a line is, where variants have hours of their own. */
  variant: string
  /** Why a message waits, or why it never goes out. */
  why: Record<Moved | 'expired' | 'late' | 'closed', string>
  /** How long a wave is held back: by the plan, and as it is. */
  held: Record<'planned' | 'now', string>
  more: Record<string, string>
  channel: Record<'email' | 'x', string>
  unsure: Record<'title' | 'estimatedHoliday' | 'besideEstimate' | 'ramadanUnsure' | 'dropped', string>
}

const catalogue: Record<DeskLanguage, PlanWords> = {
  fr: {
    waves: {
      title: 'Quand les messages partent-ils\u00a0?',
      wave: 'Vague {wave}',
      people: { one: '{count} personne', other: '{count} personnes' },
      done: 'Partie',
      partly: '{percent} sont partis',
      planned: 'Prévue {date}',
      plannedIf: 'Ces heures valent si on lance maintenant.',
      local: 'Chaque personne reçoit le message à son heure, dans ses heures de réception.',
    },
    title: 'À quelle heure chaque étape part-elle\u00a0?',
    counting: {
      label: 'Comptage du public',
      text: 'Le public est nombreux\u00a0: ce qui le compte arrive dans un instant.',
      link: 'Si rien n’arrive, ouvrir la page avec les nombres',
    },
    begins: {
      launch: 'avec la vague de chaque personne',
      at: 'le {date}',
      recipient: '{date}, à l’heure de chaque personne',
      sender: '{date}, à l’heure de l’institution',
      zone: '{date}, à l’heure de {zone}',
      after: '{delay} après «\u00a0{step}\u00a0»',
      every: 'revient selon {rule}, à {hour}',
    },
    on: {
      received: '{delay} après que «\u00a0{step}\u00a0» est arrivée',
      clicked: '{delay} après un clic dans «\u00a0{step}\u00a0»',
      joined: '{delay} après que la personne a rejoint la campagne',
    },
    delay: { some: '{delay}', none: 'juste' },
    column: { place: 'Où', readers: 'Personnes', wave: 'Vague {wave}', next: 'Date {number}' },
    variant: 'variante {variant}',
    why: {
      hours: 'attend l’heure d’ouverture',
      weekday: 'attend un jour ouvert',
      holiday: 'attend la fin d’un jour férié',
      ramadan: 'attend le soir de Ramadan',
      expired: 'ne partira pas, périmé d’ici là',
      late: 'ne partira pas, trop tard',
      closed: 'ne partira pas, aucun jour ouvert',
    },
    held: {
      planned:
        'Vague {wave}\u00a0: pas avant le {date}, pour laisser l’écart voulu après la vague précédente.',
      now: 'Retenue jusqu’au {date}, pour laisser l’écart voulu après la vague précédente',
    },
    more: { one: '{count} autre lieu', other: '{count} autres lieux' },
    channel: { email: 'courriel', x: 'publication sur X' },
    unsure: {
      title: 'Ce qu’il faut savoir de ces dates',
      estimatedHoliday:
        '{step}, {place}\u00a0: l’envoi attend «\u00a0{name}\u00a0», calculé pour le {date}. La date n’est pas encore confirmée.',
      besideEstimate:
        '{step}, {place}\u00a0: l’envoi part la veille ou le lendemain de «\u00a0{name}\u00a0», calculé pour le {date}. La date n’est pas encore confirmée.',
      ramadanUnsure: '{step}, {place}\u00a0: le {date}, on ne sait pas encore si l’on est en Ramadan.',
      dropped: '{step}, {place}\u00a0: l’envoi prévu le {date} {why}.',
    },
  },
  ar: {
    waves: {
      title: 'متى تُرسل الرسائل؟',
      wave: 'الموجة {wave}',
      people: {
        zero: 'لا أحد',
        one: 'شخص واحد',
        two: 'شخصان',
        few: '{count} أشخاص',
        many: '{count} شخصًا',
        other: '{count} شخص',
      },
      done: 'أُرسلت',
      partly: 'أُرسل منها {percent}',
      planned: 'موعدها {date}',
      plannedIf: 'هذه المواعيد صحيحة إذا أُطلقت الآن.',
      local: 'يتلقى كل شخص الرسالة بتوقيته المحلي، ضمن ساعات الاستقبال.',
    },
    title: 'في أي ساعة تُرسل كل مرحلة؟',
    counting: {
      label: 'عدّ الجمهور',
      text: 'الجمهور كبير: تصل الأعداد بعد لحظة.',
      link: 'إن لم يصل شيء، افتح الصفحة مع الأعداد',
    },
    begins: {
      launch: 'مع موجة كل شخص',
      at: 'في {date}',
      recipient: '{date}، بتوقيت كل شخص',
      sender: '{date}، بتوقيت المؤسسة',
      zone: '{date}، بتوقيت {zone}',
      after: 'بعد «{step}» {delay}',
      every: 'تتكرر وفق {rule}، على الساعة {hour}',
    },
    on: {
      received: 'بعد وصول «{step}» {delay}',
      clicked: 'بعد نقرة في «{step}» {delay}',
      joined: 'بعد انضمام الشخص إلى الحملة {delay}',
    },
    delay: { some: 'بمدة {delay}', none: 'مباشرة' },
    column: { place: 'المكان', readers: 'الأشخاص', wave: 'الموجة {wave}', next: 'الموعد {number}' },
    variant: 'النسخة {variant}',
    why: {
      hours: 'تنتظر ساعات الاستقبال',
      weekday: 'تنتظر يومًا مفتوحًا',
      holiday: 'تنتظر انتهاء العطلة',
      ramadan: 'تنتظر مساء رمضان',
      expired: 'لن تُرسل، تنتهي صلاحيتها قبل ذلك',
      late: 'لن تُرسل، فات أوانها',
      closed: 'لن تُرسل، لا يوم مفتوح',
    },
    held: {
      planned: 'الموجة {wave}: ليس قبل {date}، حفاظًا على الفاصل بعد الموجة السابقة.',
      now: 'مؤجلة إلى {date}، حفاظًا على الفاصل بعد الموجة السابقة',
    },
    more: {
      zero: 'لا مكان آخر',
      one: 'مكان آخر',
      two: 'مكانان آخران',
      few: '{count} أماكن أخرى',
      many: '{count} مكانًا آخر',
      other: '{count} مكان آخر',
    },
    channel: { email: 'بريد إلكتروني', x: 'منشور على X' },
    unsure: {
      title: 'ما ينبغي معرفته عن هذه المواعيد',
      estimatedHoliday:
        '{step}، {place}: ينتظر الإرسال انتهاء «{name}» المحسوب في {date}. لم يتأكد التاريخ بعد.',
      besideEstimate:
        '{step}، {place}: يقع الإرسال قبل «{name}» المحسوب في {date} أو بعده بيوم. لم يتأكد التاريخ بعد.',
      ramadanUnsure: '{step}، {place}: لا يُعرف بعد هل يوم {date} من رمضان.',
      dropped: '{step}، {place}: رسالة يوم {date} {why}.',
    },
  },
  en: {
    waves: {
      title: 'When do the messages go out?',
      wave: 'Wave {wave}',
      people: { one: '{count} person', other: '{count} people' },
      done: 'Gone out',
      partly: '{percent} gone out',
      planned: 'Planned for {date}',
      plannedIf: 'These times hold if it is launched now.',
      local: 'Each person gets the message at their own local time, within receiving hours.',
    },
    title: 'At what time does each step go out?',
    counting: {
      label: 'Counting the audience',
      text: 'The audience is large: what counts it comes in a moment.',
      link: 'If nothing comes, open the page with the numbers',
    },
    begins: {
      launch: 'with each person’s wave',
      at: 'on {date}',
      recipient: '{date}, on each person’s own clock',
      sender: '{date}, on the institution’s clock',
      zone: '{date}, on the clock of {zone}',
      after: '{delay} after “{step}”',
      every: 'comes back by {rule}, at {hour}',
    },
    on: {
      received: '{delay} after “{step}” has arrived',
      clicked: '{delay} after a click in “{step}”',
      joined: '{delay} after the person has joined the campaign',
    },
    delay: { some: '{delay}', none: 'right' },
    column: { place: 'Where', readers: 'People', wave: 'Wave {wave}', next: 'Date {number}' },
    variant: 'variant {variant}',
    why: {
      hours: 'waits for opening hours',
      weekday: 'waits for an open day',
      holiday: 'waits for a holiday to end',
      ramadan: 'waits for the evening of Ramadan',
      expired: 'will not go out, expired by then',
      late: 'will not go out, too late',
      closed: 'will not go out, no day is open',
    },
    held: {
      planned: 'Wave {wave}: not before {date}, to keep the gap after the wave before.',
      now: 'Held back until {date}, to keep the gap after the wave before',
    },
    more: { one: '{count} more place', other: '{count} more places' },
    channel: { email: 'e-mail', x: 'post on X' },
    unsure: {
      title: 'What to know about these dates',
      estimatedHoliday:
        '{step}, {place}: it waits for “{name}” to end, reckoned for {date}. The date is not confirmed yet.',
      besideEstimate:
        '{step}, {place}: it goes out the day before or after “{name}”, reckoned for {date}. The date is not confirmed yet.',
      ramadanUnsure: '{step}, {place}: nobody knows yet whether {date} is in Ramadan.',
      dropped: '{step}, {place}: what is meant for {date} {why}.',
    },
  },
}

/** When each step goes out, and what is uncertain about it. */
export const planWords = (language: DeskLanguage): PlanWords => catalogue[language]
