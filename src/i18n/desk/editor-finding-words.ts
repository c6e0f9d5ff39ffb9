import type { DeskLanguage } from './words.ts'

type Words = { line: string } & Record<DeskLanguage, string>

/**
 * What the check of a campaign says most often. `line` is the English line as it is made where the fault is found, with
 * `<name>` for each value in it (a test looks for it there); then the same in the languages of the desk, `{name}`.
 */
export const findingWords = {
  'no-subject': {
    line: 'the mail has no subject',
    fr: 'Le courriel n’a pas d’objet.',
    ar: 'ليس للرسالة موضوع.',
    en: 'The mail has no subject.',
  },
  'no-preheader': {
    line: 'no preheader: inboxes will show the first words of the mail instead',
    fr: 'Pas d’aperçu\u00a0: les boîtes montreront les premiers mots du courriel.',
    ar: 'لا توجد معاينة: ستعرض صناديق البريد أول كلمات الرسالة.',
    en: 'No preview: inboxes will show the first words of the mail instead.',
  },
  'no-words': {
    line: 'the mail has no words',
    fr: 'Le courriel est vide.',
    ar: 'الرسالة فارغة.',
    en: 'The mail has no words.',
  },
  'no-file-words': {
    line: 'the file has no words',
    fr: 'Le fichier est vide.',
    ar: 'الملف فارغ.',
    en: 'The file has no words.',
  },
  'no-title': {
    line: 'the page has no title',
    fr: 'La page n’a pas de titre.',
    ar: 'ليس للصفحة عنوان.',
    en: 'The page has no title.',
  },
  'no-confirm': {
    line: 'a mail that confirms a sign-up needs a link to {{confirmUrl}}',
    fr: 'Un courriel qui fait confirmer une inscription a besoin d’un lien vers confirmUrl.',
    ar: 'رسالة تأكيد التسجيل تحتاج إلى رابط نحو confirmUrl.',
    en: 'A mail that confirms a sign-up needs a link to confirmUrl.',
  },
  'many-titles': {
    line: 'a mail has one title (#); use ## for the others',
    fr: 'Un courriel a un seul titre (#)\u00a0; les autres s’écrivent avec ##.',
    ar: 'للرسالة عنوان واحد (#)، وتُكتب العناوين الأخرى بـ ##.',
    en: 'A mail has one title (#); write the others with ##.',
  },
  'site-unlisted': {
    line: '<host> is not on the list "links" of campaign.yaml: <address>',
    fr: 'Le site {host} n’est pas parmi ceux vers lesquels les messages peuvent mener (But)\u00a0: {address}',
    ar: 'الموقع {host} ليس من المواقع التي يجوز أن تقود إليها الرسائل (الهدف): {address}',
    en: 'The site {host} is not among those that messages may link to (Goal): {address}',
  },
  'image-unlisted': {
    line: 'images of <host> are not on the list "links" of campaign.yaml: <address>',
    fr: 'Le site {host} d’une image n’est pas parmi les sites permis (But)\u00a0: {address}',
    ar: 'موقع الصورة {host} ليس من المواقع المسموح بها (الهدف): {address}',
    en: 'The site {host} of an image is not among those allowed (Goal): {address}',
  },
  'link-address': {
    line: 'a link needs a whole https:// address (or mailto:, tel:), not <address>',
    fr: 'Un lien a besoin d’une adresse https:// entière (ou mailto:, tel:), pas de {address}.',
    ar: 'يحتاج الرابط إلى عنوان https:// كامل (أو mailto: أو tel:)، لا {address}.',
    en: 'A link needs a whole https:// address (or mailto:, tel:), not {address}.',
  },
  'image-address': {
    line: 'an image needs a whole https:// address, not <address>',
    fr: 'Une image a besoin d’une adresse https:// entière, pas de {address}.',
    ar: 'تحتاج الصورة إلى عنوان https:// كامل، لا {address}.',
    en: 'An image needs a whole https:// address, not {address}.',
  },
  'link-words': {
    line: 'the link has no words: <address>',
    fr: 'Ce lien n’a pas de mots\u00a0: {address}',
    ar: 'هذا الرابط بلا كلمات: {address}',
    en: 'This link has no words: {address}',
  },
  'link-vague': {
    line: '"<words>" does not say where the link leads',
    fr: '«\u00a0{words}\u00a0» ne dit pas où mène le lien.',
    ar: '«{words}» لا تقول إلى أين يقود الرابط.',
    en: '“{words}” does not say where the link leads.',
  },
  'button-alone': {
    line: 'a button must be a paragraph of its own; this one is shown as a link',
    fr: 'Un bouton doit être un paragraphe à lui seul\u00a0; celui-ci est montré comme un lien.',
    ar: 'يجب أن يكون الزر فقرة وحده، وهذا يُعرض رابطا.',
    en: 'A button must be a paragraph of its own; this one is shown as a link.',
  },
  'share-missing': {
    line: 'there is no share.<language>.txt: the share buttons open without words',
    fr: 'Il manque le texte à faire suivre (share.{language}.txt)\u00a0: les boutons s’ouvrent sans mots.',
    ar: 'ينقص نص التمرير (share.{language}.txt): تُفتح الأزرار بلا كلمات.',
    en: 'The text to pass on is missing (share.{language}.txt): the buttons open without words.',
  },
  'post-long': {
    line: 'the post has <length> characters as X counts them; <most> is the most',
    fr: 'La publication a {length} signes, comptés comme X\u00a0; {most} est le plus.',
    ar: 'في المنشور {length} حرفا كما تعدها X، والحد {most}.',
    en: 'The post has {length} characters as X counts them; {most} is the most.',
  },
  'step-without-copy': {
    line: '"<step>" has no copy file (<file>.<language>.md, or .txt for posts)',
    fr: 'L’étape {step} n’a pas encore de texte ({file}).',
    ar: 'ليس للمرحلة {step} نص بعد ({file}).',
    en: 'The step {step} has no text yet ({file}).',
  },
  'shares-total': {
    line: 'the shares add up to <total>, not to 100',
    fr: 'Les parts des vagues font {total} ensemble, pas 100.',
    ar: 'مجموع حصص الدفعات {total}، لا 100.',
    en: 'The shares of the waves add up to {total}, not to 100.',
  },
  'step-twice': {
    line: '"<step>" is there twice',
    fr: 'L’étape {step} y est deux fois.',
    ar: 'المرحلة {step} موجودة مرتين.',
    en: 'The step {step} is there twice.',
  },
  'name-form': {
    line: 'use small letters, digits and hyphens',
    fr: 'Un nom court prend de petites lettres, des chiffres et des traits d’union.',
    ar: 'الاسم القصير حروف لاتينية صغيرة وأرقام وشرطات.',
    en: 'A short name takes small letters, digits and hyphens.',
  },
  'variants-missing': {
    line: 'there are no variants to deal out: give a step "variants"',
    fr: 'Il n’y a pas de variantes à répartir\u00a0: donnez-en à une étape.',
    ar: 'لا توجد بدائل لتوزيعها: أعط مرحلة بدائل.',
    en: 'There are no variants to deal out: give some to a step.',
  },
  'one-wave': {
    line: 'there is one wave only: nothing is known when it goes out',
    fr: 'Il n’y a qu’une vague\u00a0: rien n’est encore connu quand elle part.',
    ar: 'توجد دفعة واحدة فقط: لا يُعرف شيء حين تُرسل.',
    en: 'There is one wave only: nothing is known when it goes out.',
  },
  'clicks-unknown': {
    line: 'who clicked is known only with tracking: individual, and only of those who agreed',
    fr: 'On ne sait qui a cliqué que si l’on compte par personne (But), et pour celles qui l’ont accepté.',
    ar: 'لا يُعرف من نقر إلا بالإحصاء لكل شخص (الهدف)، وممن وافقوا فقط.',
    en: 'Who clicked is known only when counted by person (Goal), and only of those who agreed.',
  },
  'notice-reason': {
    line: 'a notice needs "reason": which duty or task makes it necessary',
    fr: 'Un avis dit quelle obligation ou mission le rend nécessaire.',
    ar: 'الإشعار يقول أي واجب أو مهمة تجعله ضروريا.',
    en: 'A notice says which duty or task makes it necessary.',
  },
} as const satisfies Record<string, Words>

export type FindingCode = keyof typeof findingWords

/** Which finding an English line is, and the values in it; null for one that has no words here. */
export const readFindingLine = lineReader(findingWords)

/** The same for another list of findings; the first that fits counts. */
export function lineReader<Code extends string>(words: Readonly<Record<Code, { line: string }>>) {
  const patterns = (Object.entries(words) as [Code, { line: string }][]).map(([code, { line }]) => ({
    code,
    pattern: new RegExp(
      `^${line.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&').replace(/<(\w+)>/g, '(?<$1>.+?)')}$`,
      's',
    ),
  }))
  return (line: string): { code: Code; values: Record<string, string> } | null => {
    for (const { code, pattern } of patterns) {
      const found = pattern.exec(line)
      if (found) return { code, values: { ...found.groups } }
    }
    return null
  }
}
