import type { DeskLanguage } from './words.ts'

const fr = {
  early: 'Il est trop tôt\u00a0: même un grand écart ne se verrait pas encore.',
  broken:
    'Aucune version n’est dite meilleure\u00a0: la répartition n’est pas celle qui était prévue (voir l’alerte ci-dessous).',
  unit: { one: 'point', other: 'points' } as Record<string, string>,
  staggered:
    'Les versions partent à des heures différentes\u00a0: aucune n’est dite meilleure avant un jour après le dernier message.',
  waves:
    'Toutes les vagues sont comptées, chacune comparée en elle-même selon les parts connues avant son départ.',
  difference: '{arm} moins {against}\u00a0: {difference} {unit} ({low} à {high}).',
  spillOver:
    'Parmi les personnes laissées de côté, {joined} sont venues par ce que d’autres ont partagé\u00a0: {rate}\u00a0% ({low} à {high}).',
  noEffect: 'Cet intervalle contient zéro\u00a0: l’effet n’est pas établi.',
  clearEffect: 'Cet intervalle ne contient pas zéro\u00a0: l’effet est établi.',
  assignment: {
    title: 'La répartition est-elle celle qui était prévue\u00a0?',
    lead: 'Personnes (ou foyers) par vague et par version\u00a0: ce que les parts de chaque vague donnaient, et ce qui a été fait.',
    cell: 'Vague et version',
    wave: 'Vague {wave} · {arm}',
    heldOut: 'laissés de côté',
    planned: 'Prévu',
    dealt: 'Réparti',
    fine: 'Répartition conforme au plan.',
    few: 'Trop peu de personnes pour vérifier la répartition.',
    off: 'Alerte\u00a0: la répartition ne suit pas le plan (vagues\u00a0: {waves}). Un tel écart n’arrive par hasard que moins d’une fois sur mille. Ne croyez pas la comparaison\u00a0; cherchez ce qui a changé après le tirage (import, désinscriptions, filtre, panne d’envoi), puis recommencez avec une nouvelle campagne.',
    whole: 'ensemble',
  },
  size: {
    title: 'Combien de personnes faut-il par version\u00a0?',
    lead: 'Le taux d’aujourd’hui, le plus petit écart qui vaut la peine d’être trouvé, et la chance de le trouver.',
    baseline: 'Taux actuel, en\u00a0%',
    effect: 'Plus petit écart, en points',
    power: 'Chance de le trouver, en\u00a0%',
    button: 'Calculer',
    one: 'Pour un seul regard à la fin\u00a0: {count} personnes par version.',
    any: 'Pour pouvoir regarder à tout moment, comme ici\u00a0: {count} personnes par version.',
    enough: 'Le public suffit\u00a0: {each} personnes par version, pour {variants} versions.',
    short:
      'Le public ne suffit pas\u00a0: {each} personnes par version, pour {variants} versions. Cherchez un écart plus grand, ou comparez moins de versions.',
    unknown: 'La taille du public ne peut pas être montrée ici.',
    wrong:
      'Écrivez un taux et un écart tels que 5 et 1 (le taux doit rester entre 0 et 100 avec l’écart), et une chance de 50 à 99.',
  },
}

type Words = typeof fr

const ar: Words = {
  early: 'ما زال الوقت مبكراً: حتى الفرق الكبير لن يظهر بعد.',
  broken: 'لا تُسمّى أفضل النسخ: التوزيع ليس ما كان مقرراً (انظروا الإنذار أدناه).',
  unit: { other: 'نقطة' },
  staggered: 'تخرج النسخ في ساعات مختلفة: لا تُسمّى أفضلها قبل يوم من آخر رسالة.',
  waves: 'تُحسب كل الدفعات، وتُقارن كل دفعة في داخلها بحسب الحصص المعروفة قبل انطلاقها.',
  difference: '{arm} ناقص {against}: {difference} {unit} (من {low} إلى {high}).',
  spillOver: 'ممن استُثنوا جاء {joined} عبر ما شاركه آخرون: {rate} % (من {low} إلى {high}).',
  noEffect: 'هذا المجال يضم الصفر: الأثر غير ثابت.',
  clearEffect: 'هذا المجال لا يضم الصفر: الأثر ثابت.',
  assignment: {
    title: 'هل جرى التوزيع كما كان مقرراً؟',
    lead: 'أشخاص (أو أسر) بحسب الدفعة والنسخة: ما تعطيه حصص كل دفعة، وما جرى فعلاً.',
    cell: 'الدفعة والنسخة',
    wave: 'الدفعة {wave} · {arm}',
    heldOut: 'مستثنون',
    planned: 'المقرر',
    dealt: 'الموزع',
    fine: 'التوزيع مطابق للخطة.',
    few: 'الأشخاص أقل من أن يُتحقق من التوزيع.',
    off: 'إنذار: التوزيع لا يتبع الخطة (الدفعات: {waves}). لا يقع فرق كهذا صدفة إلا أقل من مرة في الألف. لا تصدقوا المقارنة؛ ابحثوا عما تغير بعد السحب (استيراد، إلغاء اشتراك، مرشح، عطل في الإرسال)، ثم أعيدوا بحملة جديدة.',
    whole: 'مجتمعة',
  },
  size: {
    title: 'كم شخصاً يلزم لكل نسخة؟',
    lead: 'النسبة الحالية، وأصغر فرق يستحق أن يُكتشف، واحتمال اكتشافه.',
    baseline: 'النسبة الحالية، بالمئة',
    effect: 'أصغر فرق، بالنقاط',
    power: 'احتمال اكتشافه، بالمئة',
    button: 'احسب',
    one: 'لنظرة واحدة في النهاية: {count} شخص لكل نسخة.',
    any: 'للنظر متى شئتم كما هنا: {count} شخص لكل نسخة.',
    enough: 'الجمهور كاف: {each} شخص لكل نسخة، لعدد {variants} من النسخ.',
    short:
      'الجمهور غير كاف: {each} شخص لكل نسخة، لعدد {variants} من النسخ. ابحثوا عن فرق أكبر أو قارنوا نسخاً أقل.',
    unknown: 'لا يمكن عرض حجم الجمهور هنا.',
    wrong: 'اكتبوا نسبة وفرقاً مثل 5 و1 (يجب أن تبقى النسبة مع الفرق بين 0 و100)، واحتمالاً من 50 إلى 99.',
  },
}

const en: Words = {
  early: 'Too early: even a large difference would not show yet.',
  broken: 'No version is named better: it was not dealt out as planned (see the alarm below).',
  unit: { one: 'point', other: 'points' },
  staggered:
    'The versions go out at different hours: none is named better until a day after the last message.',
  waves: 'All waves count, each compared within itself by the shares known before it went out.',
  difference: '{arm} less {against}: {difference} {unit} ({low} to {high}).',
  spillOver: 'Of the people held out, {joined} came over what others passed on: {rate} % ({low} to {high}).',
  noEffect: 'This interval holds zero: the effect is not established.',
  clearEffect: 'This interval does not hold zero: the effect is established.',
  assignment: {
    title: 'Was everybody dealt out as planned?',
    lead: 'People (or households) by wave and version: what the shares of each wave should have given, and what was done.',
    cell: 'Wave and version',
    wave: 'Wave {wave} · {arm}',
    heldOut: 'held out',
    planned: 'Planned',
    dealt: 'Dealt out',
    fine: 'Assignment as planned.',
    few: 'There are too few people to check the assignment.',
    off: 'Alarm: the assignment does not follow the plan (waves: {waves}). By chance that happens less than once in a thousand campaigns. Do not believe the comparison; find out what changed after the draw (an import, unsubscriptions, a filter, a failure in sending), then begin again with a new campaign.',
    whole: 'all together',
  },
  size: {
    title: 'How many people does each version need?',
    lead: 'The rate as it is, the smallest difference worth finding, and the chance of finding it.',
    baseline: 'Rate as it is, in %',
    effect: 'Smallest difference, in points',
    power: 'Chance of finding it, in %',
    button: 'Reckon',
    one: 'For a single look at the end: {count} people for each version.',
    any: 'To look at any time, as here: {count} people for each version.',
    enough: 'The audience is enough: {each} people for each of {variants} versions.',
    short:
      'The audience is not enough: {each} people for each of {variants} versions. Look for a larger difference, or compare fewer versions.',
    unknown: 'The size of the audience cannot be shown here.',
    wrong:
      'Write a rate and a difference such as 5 and 1 (with the difference the rate must stay between 0 and 100), and a chance from 50 to 99.',
  },
}

const catalogue: Record<DeskLanguage, Words> = { fr, ar, en }

export const comparingWords = (language: DeskLanguage): Words => catalogue[language]
