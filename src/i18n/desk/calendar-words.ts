import type { DeskLanguage } from './words.ts'

/** Everything an institution sends, day by day. */
export type CalendarWords = {
  nav: string
  title: string
  lead: string
  views: Record<'month' | 'week' | 'list', string>
  choose: string
  earlier: string
  later: string
  today: string
  empty: string
  emptyText: string
  kinds: Record<'queued' | 'planned', string>
  people: Record<string, string>
  post: string
  wave: string
  estimated: string
  ramadan: string
  ramadanUnsure: string
  clash: Record<string, string>
  cap: string
  /** Of a campaign that is led together with another institution. */
  joint: string
  jointClash: string
  jointCap: string
  /** Campaigns of other institutions that are not named. */
  busy: Record<string, string>
  zone: string
  moreCountries: string
}

const catalogue: Record<DeskLanguage, CalendarWords> = {
  fr: {
    nav: 'Calendrier',
    title: 'Qu’est-ce qui part, et quand\u00a0?',
    lead: 'Ce qui est lancé se lit dans la file d’envoi. Ce qui ne l’est pas encore est montré comme si on le lançait maintenant.',
    views: { month: 'Mois', week: 'Semaine', list: 'Liste' },
    choose: 'Période et présentation',
    earlier: 'Avant',
    later: 'Après',
    today: 'Aujourd’hui',
    empty: 'Rien ne part dans cette période',
    emptyText: 'Publiez une campagne, ou regardez une autre période.',
    kinds: { queued: 'en file', planned: 'prévu' },
    people: { one: '{count} personne', other: '{count} personnes' },
    post: 'publication',
    wave: 'vague {wave}',
    estimated: 'date estimée, à confirmer',
    ramadan: 'Ramadan\u00a0: envois le soir, si la campagne le demande',
    ramadanUnsure: 'Ramadan peut-être, à confirmer',
    clash: {
      one: '«\u00a0{one}\u00a0» et «\u00a0{other}\u00a0» écrivent ce jour-là à une même personne.',
      other: '«\u00a0{one}\u00a0» et «\u00a0{other}\u00a0» écrivent ce jour-là aux mêmes {count} personnes.',
    },
    cap: '{mails} messages en {days} jours, toutes campagnes ensemble, pour un plafond de {cap}\u00a0: certaines personnes n’auront pas le dernier.',
    joint: 'campagne commune, envoyée par {institution}',
    jointClash:
      'Une campagne commune écrit aussi ce jour-là\u00a0: qui a donné son accord aux deux institutions reçoit les deux messages.',
    jointCap:
      '{mails} messages en {days} jours avec les campagnes communes, pour un plafond de {cap}\u00a0: chaque institution ne compte que les siens.',
    busy: {
      one: '{count} campagne d’une autre institution écrit ce jour-là.',
      other: '{count} campagnes d’autres institutions écrivent ce jour-là.',
    },
    zone: 'Jours et heures de l’institution ({zone}).',
    moreCountries: 'Jours fériés de\u00a0: {countries}.',
  },
  ar: {
    nav: 'التقويم',
    title: 'ماذا يخرج، ومتى؟',
    lead: 'ما أُطلق يُقرأ من طابور الإرسال، وما لم يُطلق بعد يظهر كما لو أُطلق الآن.',
    views: { month: 'شهر', week: 'أسبوع', list: 'قائمة' },
    choose: 'الفترة وطريقة العرض',
    earlier: 'السابق',
    later: 'التالي',
    today: 'اليوم',
    empty: 'لا شيء يخرج في هذه الفترة',
    emptyText: 'انشروا حملة، أو انظروا إلى فترة أخرى.',
    kinds: { queued: 'في الطابور', planned: 'مقرر' },
    people: {
      zero: 'لا أحد',
      one: 'شخص واحد',
      two: 'شخصان',
      few: '{count} أشخاص',
      many: '{count} شخصًا',
      other: '{count} شخص',
    },
    post: 'منشور',
    wave: 'الموجة {wave}',
    estimated: 'تاريخ تقديري في انتظار التأكيد',
    ramadan: 'رمضان: الإرسال مساءً إذا طلبته الحملة',
    ramadanUnsure: 'ربما رمضان، في انتظار التأكيد',
    clash: {
      zero: '«{one}» و«{other}» في اليوم نفسه.',
      one: 'تكتب «{one}» و«{other}» في هذا اليوم إلى الشخص نفسه.',
      two: 'تكتب «{one}» و«{other}» في هذا اليوم إلى الشخصين نفسيهما.',
      few: 'تكتب «{one}» و«{other}» في هذا اليوم إلى {count} أشخاص بعينهم.',
      many: 'تكتب «{one}» و«{other}» في هذا اليوم إلى {count} شخصًا بعينهم.',
      other: 'تكتب «{one}» و«{other}» في هذا اليوم إلى {count} شخص بعينهم.',
    },
    cap: '{mails} رسائل خلال {days} أيام من كل الحملات، والسقف {cap}: بعض الأشخاص لن تصلهم الأخيرة.',
    joint: 'حملة مشتركة ترسلها {institution}',
    jointClash: 'تكتب حملة مشتركة أيضًا في هذا اليوم: من وافق لدى المؤسستين تصله الرسالتان.',
    jointCap:
      '{mails} رسائل خلال {days} أيام مع الحملات المشتركة، والسقف {cap}: كل مؤسسة تحسب رسائلها وحدها.',
    busy: {
      zero: 'لا حملة لمؤسسة أخرى في هذا اليوم.',
      one: 'تكتب حملة واحدة لمؤسسة أخرى في هذا اليوم.',
      two: 'تكتب حملتان لمؤسسات أخرى في هذا اليوم.',
      few: 'تكتب {count} حملات لمؤسسات أخرى في هذا اليوم.',
      many: 'تكتب {count} حملة لمؤسسات أخرى في هذا اليوم.',
      other: 'تكتب {count} حملة لمؤسسات أخرى في هذا اليوم.',
    },
    zone: 'أيام المؤسسة وساعاتها ({zone}).',
    moreCountries: 'عطل: {countries}.',
  },
  en: {
    nav: 'Calendar',
    title: 'What goes out, and when?',
    lead: 'What has been launched is read from the queue. What has not is shown as if it were launched now.',
    views: { month: 'Month', week: 'Week', list: 'List' },
    choose: 'Period and view',
    earlier: 'Earlier',
    later: 'Later',
    today: 'Today',
    empty: 'Nothing goes out in this period',
    emptyText: 'Publish a campaign, or look at another period.',
    kinds: { queued: 'queued', planned: 'planned' },
    people: { one: '{count} person', other: '{count} people' },
    post: 'post',
    wave: 'wave {wave}',
    estimated: 'estimated date, until confirmed',
    ramadan: 'Ramadan: sent in the evening where the campaign says so',
    ramadanUnsure: 'perhaps Ramadan, until confirmed',
    clash: {
      one: '“{one}” and “{other}” write to one same person that day.',
      other: '“{one}” and “{other}” write to the same {count} people that day.',
    },
    cap: '{mails} mails in {days} days, all campaigns together, and the cap is {cap}: some people will not get the last.',
    joint: 'joint campaign, sent by {institution}',
    jointClash:
      'A joint campaign writes that day as well: whoever agreed with both institutions gets both mails.',
    jointCap:
      '{mails} mails in {days} days with the joint campaigns, and the cap is {cap}: each institution counts its own alone.',
    busy: {
      one: '{count} campaign of another institution writes that day.',
      other: '{count} campaigns of other institutions write that day.',
    },
    zone: 'Days and hours of the institution ({zone}).',
    moreCountries: 'Holidays of: {countries}.',
  },
}

export const calendarWords = (language: DeskLanguage): CalendarWords => catalogue[language]
