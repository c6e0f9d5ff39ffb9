import type { DeskLanguage } from './words.ts'

/** Moving a step in the calendar. */
export type MoveWords = {
  move: string
  /** Name of the control for those who hear it. */
  moveThis: string
  date: string
  time: string
  save: string
  readersClock: string
  /** Of a wave: what moves with it. */
  waves: string
  clock: string
  drag: string
  done: Record<'edition' | 'draft' | 'queue', string>
  from: string
  fromLaunch: string
  back: string
  backToLaunch: string
  /** By the key of the refusal. */
  problems: Record<string, string> & Record<'other' | 'movedNow', string>
}

const catalogue: Record<DeskLanguage, MoveWords> = {
  fr: {
    move: 'Déplacer',
    moveThis: 'Déplacer {step}, {name}',
    date: 'Jour',
    time: 'Heure',
    save: 'Déplacer',
    readersClock: 'À l’heure de chaque destinataire.',
    waves: 'La vague entière est déplacée, et les suivantes avec elle. Elle est comptée depuis le lancement.',
    clock: 'Fuseau de l’étape ({zone}).',
    drag: 'À la souris, glissez un envoi vers un autre jour\u00a0: son heure reste la même.',
    done: {
      edition: 'Déplacé. La campagne doit être approuvée de nouveau.',
      draft:
        'Déplacé dans le brouillon, qui n’est pas encore publié\u00a0: le calendrier montre l’édition publiée.',
      queue: 'Déplacé. Ce qui était déjà en cours d’envoi garde son heure.',
    },
    from: 'Avant\u00a0: {time}.',
    fromLaunch: 'Avant\u00a0: au lancement.',
    back: 'Remettre comme avant',
    backToLaunch: 'Remettre au lancement',
    problems: {
      role: 'Votre rôle ne permet pas de déplacer un envoi.',
      moved: 'Quelqu’un d’autre vient de déplacer cet envoi. Regardez son heure actuelle et recommencez.',
      movedNow: 'Quelqu’un d’autre vient de le déplacer\u00a0: c’est maintenant {time}.',
      past: 'Cette heure est déjà passée. Choisissez-en une à venir.',
      time: 'Indiquez un jour et une heure.',
      expired: 'À cette heure, le contenu n’est plus valable. Choisissez-en une plus proche.',
      late: 'À cette heure, l’envoi serait trop en retard pour partir.',
      closed: 'Aucun jour n’est ouvert à l’envoi après cette heure.',
      'before-wave': 'Une vague ne part pas avant son début. Choisissez une heure plus tardive.',
      gone: 'Plus rien de cet envoi n’attend\u00a0: il est parti ou en cours.',
      finished: 'Cette campagne est terminée.',
      launched: 'Cette campagne est lancée\u00a0: ses vagues ont leurs heures.',
      slots: 'Cette étape part aux heures de ses variantes\u00a0: changez-les sous Essai.',
      'file-shape': 'L’heure de cette étape se change dans le fichier campaign.yaml.',
      other: 'Cet envoi ne peut pas être déplacé ici. Changez-le dans la campagne.',
    },
  },
  ar: {
    move: 'نقل',
    moveThis: 'نقل {step}، {name}',
    date: 'اليوم',
    time: 'الساعة',
    save: 'نقل',
    readersClock: 'بتوقيت كل متلقٍّ.',
    waves: 'تُنقل الموجة كلها، والتي بعدها معها. وتُحسب من لحظة الإطلاق.',
    clock: 'التوقيت المعتمد للخطوة ({zone}).',
    drag: 'بالفأرة، اسحبوا إرسالًا إلى يوم آخر: تبقى ساعته كما هي.',
    done: {
      edition: 'تم النقل. تحتاج الحملة إلى موافقة جديدة.',
      draft: 'تم النقل في المسودة التي لم تُنشر بعد: يعرض التقويم النسخة المنشورة.',
      queue: 'تم النقل. ما كان قيد الإرسال يحتفظ بساعته.',
    },
    from: 'قبل ذلك: {time}.',
    fromLaunch: 'قبل ذلك: عند الإطلاق.',
    back: 'إعادته كما كان',
    backToLaunch: 'إعادته إلى الإطلاق',
    problems: {
      role: 'دوركم لا يسمح بنقل إرسال.',
      moved: 'نقل شخص آخر هذا الإرسال للتو. انظروا إلى ساعته الحالية وأعيدوا المحاولة.',
      movedNow: 'نقله شخص آخر للتو: ساعته الآن {time}.',
      past: 'هذه الساعة مضت. اختاروا ساعة قادمة.',
      time: 'حددوا يومًا وساعة.',
      expired: 'في هذه الساعة لا يعود المحتوى صالحًا. اختاروا ساعة أقرب.',
      late: 'في هذه الساعة يكون الإرسال متأخرًا جدًا.',
      closed: 'لا يوم مفتوحًا للإرسال بعد هذه الساعة.',
      'before-wave': 'لا تخرج موجة قبل بدايتها. اختاروا ساعة لاحقة.',
      gone: 'لم يبق شيء من هذا الإرسال في الانتظار: خرج أو هو قيد الإرسال.',
      finished: 'انتهت هذه الحملة.',
      launched: 'أُطلقت هذه الحملة: لموجاتها ساعاتها.',
      slots: 'تخرج هذه الخطوة في ساعات نسخها: غيّروها في التجربة.',
      'file-shape': 'تُغيَّر ساعة هذه الخطوة في الملف campaign.yaml.',
      other: 'لا يمكن نقل هذا الإرسال هنا. غيّروه في الحملة.',
    },
  },
  en: {
    move: 'Move',
    moveThis: 'Move {step}, {name}',
    date: 'Day',
    time: 'Hour',
    save: 'Move',
    readersClock: 'By each reader’s own clock.',
    waves: 'The whole wave moves, and those behind it with it. It is counted from the launch.',
    clock: 'The step’s own clock ({zone}).',
    drag: 'With a mouse, drag what goes out to another day: its hour stays the same.',
    done: {
      edition: 'Moved. The campaign must be approved again.',
      draft: 'Moved in the draft, which is not published yet: the calendar shows the published edition.',
      queue: 'Moved. What was on its way already keeps its hour.',
    },
    from: 'Before: {time}.',
    fromLaunch: 'Before: with the launch.',
    back: 'Move back',
    backToLaunch: 'Move back to the launch',
    problems: {
      role: 'Your role may not move what goes out.',
      moved: 'Somebody else has just moved this. Look at its hour now and try again.',
      movedNow: 'Somebody else has just moved this: it is at {time} now.',
      past: 'That hour has passed. Choose one to come.',
      time: 'Give a day and an hour.',
      expired: 'At that hour the content is no longer valid. Choose an earlier one.',
      late: 'At that hour it would be too late to go out.',
      closed: 'No day is open for sending after that hour.',
      'before-wave': 'A wave does not go out before it starts. Choose a later hour.',
      gone: 'Nothing of this waits any more: it has gone out or is on its way.',
      finished: 'This campaign is finished.',
      launched: 'This campaign was launched: its waves have their hours.',
      slots: 'This step goes out at the hours of its variants: change those under Experiment.',
      'file-shape': 'The time of this step is changed in its file campaign.yaml.',
      other: 'This cannot be moved here. Change it in the campaign.',
    },
  },
}

export const moveWords = (language: DeskLanguage): MoveWords => catalogue[language]
