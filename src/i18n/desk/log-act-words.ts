import type { DeskLanguage } from './words.ts'

/** What somebody did, by the act as the log of acts writes it: French, Arabic, English. */
const words = {
  'address-asked': ['A demandé à changer d’adresse', 'طلب تغيير عنوانه', 'Asked to change their address'],
  'address-proved': ['A confirmé sa nouvelle adresse', 'أكّد عنوانه الجديد', 'Confirmed their new address'],
  allocate: [
    'A réparti une variante selon les résultats',
    'وُزّعت الصيغ بحسب النتائج',
    'Dealt out variants by the results',
  ],
  'api-call': [
    'Appel d’un programme par une clé d’API',
    'نداء برنامج بمفتاح API',
    'A program called with an API key',
  ],
  'api-key-add': ['A créé une clé d’API', 'أنشأ مفتاح API', 'Made an API key'],
  'api-key-revoke': ['A révoqué une clé d’API', 'ألغى مفتاح API', 'Revoked an API key'],
  return: ['A renvoyé une version à son auteur', 'أعاد نسخة إلى كاتبها', 'Returned an edition to its author'],
  submit: ['A soumis une version à relecture', 'قدّم نسخة للمراجعة', 'Submitted an edition for review'],
  approve: ['A approuvé une version', 'وافق على نسخة', 'Approved an edition'],
  draft: ['A enregistré un brouillon', 'حفظ مسودة', 'Saved a draft'],
  'erase person': ['A effacé une personne', 'محا بيانات شخص', 'Erased a person'],
  'factor-off': ['A retiré son second facteur', 'أزال عامله الثاني', 'Took off their second factor'],
  'factor-on': ['A activé son second facteur', 'فعّل عامله الثاني', 'Switched on their second factor'],
  'field-add': ['A ajouté un champ', 'أضاف حقلًا', 'Added a field'],
  finish: ['A terminé une campagne', 'أنهى حملة', 'Finished a campaign'],
  'holiday-add': ['A noté un jour férié ou ouvré', 'سجّل يوم عطلة أو عمل', 'Entered a holiday or working day'],
  'holiday-remove': ['A retiré un jour noté', 'أزال يومًا مسجلًا', 'Removed an entered day'],
  import: ['A importé des personnes', 'استورد أشخاصًا', 'Imported people'],
  'institution-add': ['A créé l’institution', 'أنشأ المؤسسة', 'Added the institution'],
  'institution-set': [
    'A changé les réglages de l’institution',
    'غيّر إعدادات المؤسسة',
    'Changed the settings of the institution',
  ],
  'layout-publish': ['A publié une mise en page', 'نشر تخطيطًا', 'Published a layout'],
  'layout-remove': ['A supprimé une mise en page', 'حذف تخطيطًا', 'Removed a layout'],
  'layout-save': ['A enregistré une mise en page', 'حفظ تخطيطًا', 'Saved a layout'],
  launch: ['A lancé une campagne', 'أطلق حملة', 'Launched a campaign'],
  'month-remove': [
    'A retiré un mois islamique confirmé',
    'أزال شهرًا هجريًا مؤكدًا',
    'Removed a confirmed Islamic month',
  ],
  'month-set': ['A confirmé un mois islamique', 'أكّد شهرًا هجريًا', 'Confirmed an Islamic month'],
  move: ['A déplacé une étape', 'نقل مرحلة', 'Moved a step'],
  'object for person': [
    'A noté l’opposition d’une personne',
    'سجّل اعتراض شخص',
    'Recorded a person’s objection',
  ],
  'officer-add': ['A ajouté une personne à l’équipe', 'أضاف شخصًا إلى الفريق', 'Added somebody to the staff'],
  'officer-remove': [
    'A retiré une personne de l’équipe',
    'أزال شخصًا من الفريق',
    'Removed somebody from the staff',
  ],
  'officer-role': ['A changé un rôle', 'غيّر دورًا', 'Changed a role'],
  'officer-sessions-end': [
    'A fermé les sessions d’une personne',
    'أنهى جلسات شخص',
    'Ended somebody’s sessions',
  ],
  'passkey-add': ['A ajouté une clé d’accès', 'أضاف مفتاح مرور', 'Added a passkey'],
  'password-change': ['A changé son mot de passe', 'غيّر كلمة مروره', 'Changed their password'],
  pause: ['A mis une campagne en pause', 'أوقف حملة مؤقتًا', 'Paused a campaign'],
  preflight: ['A examiné un domaine d’envoi', 'فحص نطاق إرسال', 'Looked at a sending domain'],
  'preflight-overruled': [
    'A lancé malgré l’examen du domaine',
    'أطلق رغم فحص النطاق',
    'Launched despite the look at the domain',
  ],
  publish: ['A publié une version', 'نشر نسخة', 'Published an edition'],
  'read person': ['A lu les données d’une personne', 'قرأ بيانات شخص', 'Read a person’s data'],
  'recovery-codes': ['A renouvelé ses codes de secours', 'جدّد رموز الطوارئ', 'Renewed their recovery codes'],
  'rectify person': ['A corrigé les données d’une personne', 'صحّح بيانات شخص', 'Corrected a person’s data'],
  'reply-again': ['A rouvert une réponse', 'أعاد فتح رد', 'Reopened a reply'],
  'reply-done': ['A traité une réponse', 'عالج ردًا', 'Dealt with a reply'],
  'report-link-add': ['A partagé un rapport', 'شارك تقريرًا', 'Shared a report'],
  'report-link-revoke': ['A repris le lien d’un rapport', 'سحب رابط تقرير', 'Took back the link of a report'],
  resume: ['A repris une campagne', 'استأنف حملة', 'Resumed a campaign'],
  'segment-remove': ['A supprimé un public', 'حذف جمهورًا', 'Removed an audience'],
  'segment-save': ['A enregistré un public', 'حفظ جمهورًا', 'Saved an audience'],
  'sessions-end': ['S’est déconnecté partout', 'سجّل خروجه من كل مكان', 'Signed out everywhere'],
  'set-up': ['A installé Mawja', 'ثبّت موجة', 'Set Mawja up'],
  'settle-again': [
    'A fait republier un message incertain',
    'أعاد نشر رسالة غير مؤكدة',
    'Had an uncertain post sent again',
  ],
  'settle-arrived': [
    'A constaté qu’une publication est arrivée',
    'أثبت أن المنشور وصل',
    'Found that an uncertain post had arrived',
  ],
  'sign-in': ['Connexion au bureau', 'سجّل الدخول', 'Signed in'],
  stop: ['Une règle a arrêté une campagne', 'أوقفت قاعدة حملة', 'A rule stopped a campaign'],
  'suppression-add': [
    'A ajouté une adresse à la liste d’opposition',
    'أضاف عنوانًا إلى قائمة الحظر',
    'Added an address to the suppression list',
  ],
  'suppression-import': [
    'A importé une liste d’opposition',
    'استورد قائمة حظر',
    'Imported a suppression list',
  ],
  'suppression-remove': [
    'A retiré une adresse de la liste d’opposition',
    'أزال عنوانًا من قائمة الحظر',
    'Lifted an address from the suppression list',
  ],
  'test-send': ['A envoyé un essai', 'أرسل رسالة تجربة', 'Sent a test'],
  'undo import': ['A annulé un import', 'تراجع عن استيراد', 'Took back an import'],
  'warm-up-start': [
    'A commencé ou changé la mise en route d’un domaine',
    'بدأ تهيئة نطاق أو غيّرها',
    'Started or changed the warm-up of a domain',
  ],
  'warm-up-stop': [
    'A arrêté la mise en route d’un domaine',
    'أوقف تهيئة نطاق',
    'Stopped the warm-up of a domain',
  ],
  'webhook-add': ['A ajouté un webhook', 'أضاف webhook', 'Added a webhook'],
  'webhook-again': [
    'A fait renvoyer un appel de webhook',
    'أعاد إرسال نداء webhook',
    'Had a webhook call sent again',
  ],
  'webhook-remove': ['A retiré un webhook', 'أزال webhook', 'Removed a webhook'],
  'webhook-rotate': [
    'A renouvelé le secret d’un webhook',
    'جدّد سر webhook',
    'Renewed the secret of a webhook',
  ],
  'webhook-test': ['A essayé un webhook', 'جرّب webhook', 'Tried a webhook'],
} as const satisfies Record<string, readonly [string, string, string]>

const order: Record<DeskLanguage, 0 | 1 | 2> = { fr: 0, ar: 1, en: 2 }

/** Every act there is. */
export const logActs: readonly string[] = Object.keys(words)

/** An act as a sentence; an act of an older version, which nobody writes any more, as its code. */
export const logActWords = (language: DeskLanguage, act: string): string =>
  Object.hasOwn(words, act) ? words[act as keyof typeof words][order[language]] : act
