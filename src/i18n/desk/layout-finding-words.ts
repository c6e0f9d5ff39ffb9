import { lineReader } from './editor-finding-words.ts'
import type { DeskLanguage } from './words.ts'

type Words = { line: string } & Record<DeskLanguage, string>

/**
 * What the check of a layout says most often, made as the lines of editor-finding-words.ts: `line` is the English line as it is
 * made where the fault is found (a test looks for it there), then the same in the languages of the desk.
 */
export const layoutFindingWords = {
  'layout-long': {
    line: 'a layout has <most> characters at most',
    fr: 'Un modèle a {most} signes au plus.',
    ar: 'في القالب {most} حرفا على الأكثر.',
    en: 'A layout has {most} characters at most.',
  },
  'layout-value-sent': {
    line: 'the value "<name>" is not known in a layout; it is known when the mail is sent: write \\{{<same>}}',
    fr: 'La valeur {name} n’est connue qu’à l’envoi\u00a0: écrire \\{{{same}}}.',
    ar: 'القيمة {name} لا تُعرف إلا عند الإرسال: اكتبوا \u2066\\{{{same}}}\u2069.',
    en: 'The value {name} is known only when the mail is sent: write \\{{{same}}}.',
  },
  'layout-value-like': {
    line: 'the value "<name>" is not known in a layout; there is {{<like>}}',
    fr: 'La valeur {name} n’existe pas dans un modèle\u00a0; il y a {like}.',
    ar: 'القيمة {name} غير معروفة في القالب، وتوجد {like}.',
    en: 'The value {name} is not known in a layout; there is {like}.',
  },
  'layout-value': {
    line: 'the value "<name>" is not known in a layout',
    fr: 'La valeur {name} n’existe pas dans un modèle.',
    ar: 'القيمة {name} غير معروفة في القالب.',
    en: 'The value {name} is not known in a layout.',
  },
  'layout-sent-unknown': {
    line: '\\{{<name>}} is not known when a mail is sent; known are <known>, contact.firstName …',
    fr: 'La valeur {name} n’est pas connue à l’envoi\u00a0; connues sont {known}, contact.firstName …',
    ar: 'القيمة {name} غير معروفة عند الإرسال، والمعروف {known} وcontact.firstName …',
    en: 'The value {name} is not known when a mail is sent; known are {known}, contact.firstName …',
  },
  'layout-braces': {
    line: 'write {{<name>}} with two braces: only <raw> take three',
    fr: 'Écrire {name} entre deux accolades\u00a0: seuls {raw} en prennent trois.',
    ar: 'اكتبوا {name} بين حاضنتين: ثلاث حاضنات لهذه فقط: {raw}.',
    en: 'Write {name} with two braces: only {raw} take three.',
  },
  'layout-script': {
    line: 'a mail runs no script',
    fr: 'Un courriel n’exécute aucun script.',
    ar: 'لا تُشغل الرسالة أي نص برمجي.',
    en: 'A mail runs no script.',
  },
  'layout-handler': {
    line: 'a mail runs no script: leave out attributes that begin with "on"',
    fr: 'Un courriel n’exécute aucun script\u00a0: retirer les attributs qui commencent par on.',
    ar: 'لا تُشغل الرسالة أي نص برمجي: احذفوا السمات التي تبدأ بـ on.',
    en: 'A mail runs no script: leave out attributes that begin with on.',
  },
  'layout-address-script': {
    line: 'an address cannot be a script',
    fr: 'Une adresse ne peut pas être un script.',
    ar: 'لا يمكن أن يكون العنوان نصا برمجيا.',
    en: 'An address cannot be a script.',
  },
  'layout-taken-out': {
    line: 'mail programs take this element out, or warn of it',
    fr: 'Les messageries retirent cet élément, ou mettent en garde contre lui.',
    ar: 'برامج البريد تحذف هذا العنصر أو تحذر منه.',
    en: 'Mail programs take this element out, or warn of it.',
  },
  'layout-include': {
    line: 'nothing is read from files: use {{> name}}',
    fr: 'Rien n’est lu dans des fichiers\u00a0: une partie s’écrit avec {{> et son nom.',
    ar: 'لا يُقرأ شيء من ملفات: يُكتب الجزء بـ \u2066{{>\u2069 واسمه.',
    en: 'Nothing is read from files: write a part with {{> and its name.',
  },
  'layout-fetches': {
    line: 'the mail would fetch <address>; pictures come by https from <hosts>',
    fr: 'Le courriel irait chercher {address}\u00a0; les images viennent en https de {hosts}.',
    ar: 'ستجلب الرسالة {address}، والصور تأتي عبر https من {hosts}.',
    en: 'The mail would fetch {address}; pictures come by https from {hosts}.',
  },
  'layout-element': {
    line: 'there is no element <<name>>',
    fr: 'L’élément {name} n’existe pas.',
    ar: 'العنصر {name} غير موجود.',
    en: 'There is no element {name}.',
  },
  'layout-closes': {
    line: '</<name>> closes <open>',
    fr: 'La fin de {name} ferme autre chose\u00a0: {open}.',
    ar: 'نهاية {name} تغلق شيئا آخر: {open}.',
    en: 'The end of {name} closes something else: {open}.',
  },
  'layout-unclosed': {
    line: '<<name>> is not closed',
    fr: 'L’élément {name} n’est pas fermé.',
    ar: 'العنصر {name} غير مغلق.',
    en: 'The element {name} is not closed.',
  },
  'layout-body': {
    line: 'the body {{{body}}} must stand in the layout once',
    fr: 'Le texte de la lettre (body, trois accolades) doit être dans le modèle une fois.',
    ar: 'يجب أن يرد نص الرسالة (body بثلاث حاضنات) في القالب مرة واحدة.',
    en: 'The words of the letter (body, three braces) must stand in the layout once.',
  },
  'layout-direction': {
    line: 'write <mjml lang="{{language}}" dir="{{dir}}">',
    fr: 'L’élément mjml a besoin de lang (language) et de dir (dir).',
    ar: 'يحتاج العنصر mjml إلى lang (language) وإلى dir (dir).',
    en: 'The element mjml needs lang (language) and dir (dir).',
  },
  'layout-share-buttons': {
    line: 'the share block lacks {{share.buttons}}',
    fr: 'Il manque au bloc de partage ses boutons (share.buttons).',
    ar: 'تنقص قسم التمرير أزراره (share.buttons).',
    en: 'The share block lacks its buttons (share.buttons).',
  },
  'layout-view': {
    line: 'the mail has no link \\{{viewUrl}} to read it on the web',
    fr: 'Il manque le lien pour lire le courriel sur le web (viewUrl).',
    ar: 'ينقص رابط قراءة الرسالة على الويب (viewUrl).',
    en: 'There is no link to read the mail on the web (viewUrl).',
  },
  'layout-preferences': {
    line: 'the mail has no link \\{{preferencesUrl}}',
    fr: 'Il manque le lien vers les préférences (preferencesUrl).',
    ar: 'ينقص رابط التفضيلات (preferencesUrl).',
    en: 'There is no link to the preferences (preferencesUrl).',
  },
  'layout-sender': {
    line: 'the foot has no {{sender}}',
    fr: 'Le pied ne dit pas qui écrit (sender).',
    ar: 'لا يقول الذيل من المرسل (sender).',
    en: 'The foot does not say who writes (sender).',
  },
  'layout-heading': {
    line: 'a letter without # has no {{heading}}',
    fr: 'Une lettre sans titre n’a rien à sa place (heading).',
    ar: 'رسالة بلا عنوان ليس فيها ما يحل محله (heading).',
    en: 'A letter without a title has nothing in its place (heading).',
  },
  'layout-postal': {
    line: 'the foot has no postal address: {{address.text}}',
    fr: 'Il manque l’adresse postale au pied (address.text).',
    ar: 'ينقص الذيل العنوان البريدي (address.text).',
    en: 'The foot has no postal address (address.text).',
  },
  'layout-dark': {
    line: 'there are no rules for dark screens',
    fr: 'Il manque les règles pour les écrans sombres.',
    ar: 'تنقص قواعد الشاشات الداكنة.',
    en: 'There are no rules for dark screens.',
  },
} as const satisfies Record<string, Words>

/** Which finding of a layout an English line is; the sample letter it was seen in, ` (campaign, fr)`, says nothing more. */
export const readLayoutLine = (line: string) => read(line.replace(/ \([a-z]+, [a-z]+\)$/, ''))
const read = lineReader(layoutFindingWords)
