import type { DeskLanguage } from './words.ts'

/** What the editor of a layout's text says; `phrases` are CodeMirror's own words, which are English without. */
export type SourceWords = {
  label: string
  keys: string
  published: string
  sent: string
  parts: string
  faults: string
  sound: string
  unchecked: string
  line: string
  phrases: Record<string, string>
}

const catalogue: Record<DeskLanguage, SourceWords> = {
  fr: {
    label: 'Texte du modèle',
    keys: 'Échap puis Tab quitte l’éditeur. Ctrl+Espace propose éléments et valeurs, Ctrl+F cherche, F8 mène à la faute suivante.',
    published: 'rempli à la publication',
    sent: 'rempli à l’envoi',
    parts: 'nos parties',
    faults: 'À corriger avant de publier\u00a0:',
    sound: 'Le contrôle n’a rien trouvé.',
    unchecked: 'Le contrôle ne répond pas\u00a0; il reprendra à la prochaine frappe.',
    line: 'Ligne {line}\u00a0:',
    phrases: {
      Find: 'Chercher',
      Replace: 'Remplacer par',
      next: 'suivant',
      previous: 'précédent',
      all: 'tous',
      'match case': 'majuscules comptent',
      'by word': 'mots entiers',
      regexp: 'expression régulière',
      replace: 'remplacer',
      'replace all': 'remplacer tout',
      close: 'fermer',
      'current match': 'trouvé ici',
      'on line': 'à la ligne',
      'replaced $ matches': '$ remplacés',
      'replaced match on line $': 'remplacé à la ligne $',
      'Go to line': 'Aller à la ligne',
      go: 'aller',
      'Fold line': 'Replier la ligne',
      'Unfold line': 'Déplier la ligne',
      'Folded lines': 'Lignes repliées',
      'Unfolded lines': 'Lignes dépliées',
      'folded code': 'texte replié',
      unfold: 'déplier',
      to: 'à',
      Completions: 'Propositions',
      Diagnostics: 'Fautes',
      'No diagnostics': 'Aucune faute',
      'Control character': 'Caractère invisible',
      'Selection deleted': 'Passage effacé',
    },
  },
  ar: {
    label: 'نص القالب',
    keys: 'مفتاح \u2066Esc\u2069 ثم \u2066Tab\u2069 يخرج من المحرر. \u2066Ctrl+Space\u2069 يقترح العناصر والقيم، و\u2066Ctrl+F\u2069 يبحث، و\u2066F8\u2069 ينتقل إلى الخطأ التالي.',
    published: 'تُملأ عند النشر',
    sent: 'تُملأ عند الإرسال',
    parts: 'أجزاؤنا',
    faults: 'يجب تصحيحه قبل النشر:',
    sound: 'لم يجد الفحص شيئا.',
    unchecked: 'الفحص لا يجيب، ويُعاد مع الكتابة التالية.',
    line: 'السطر {line}:',
    phrases: {
      Find: 'بحث',
      Replace: 'استبدال بـ',
      next: 'التالي',
      previous: 'السابق',
      all: 'الكل',
      'match case': 'مطابقة حالة الأحرف',
      'by word': 'كلمات كاملة',
      regexp: 'تعبير نمطي',
      replace: 'استبدل',
      'replace all': 'استبدل الكل',
      close: 'إغلاق',
      'current match': 'وُجد هنا',
      'on line': 'في السطر',
      'replaced $ matches': 'استُبدلت $',
      'replaced match on line $': 'استُبدل في السطر $',
      'Go to line': 'الذهاب إلى السطر',
      go: 'اذهب',
      'Fold line': 'طي السطر',
      'Unfold line': 'نشر السطر',
      'Folded lines': 'أسطر مطوية',
      'Unfolded lines': 'أسطر منشورة',
      'folded code': 'نص مطوي',
      unfold: 'نشر',
      to: 'إلى',
      Completions: 'اقتراحات',
      Diagnostics: 'أخطاء',
      'No diagnostics': 'لا أخطاء',
      'Control character': 'حرف غير مرئي',
      'Selection deleted': 'حُذف المقطع',
    },
  },
  en: {
    label: 'Text of the layout',
    keys: 'Escape, then Tab leaves the editor. Ctrl+Space proposes elements and values, Ctrl+F searches, F8 goes to the next fault.',
    published: 'filled in at publishing',
    sent: 'filled in at sending',
    parts: 'our parts',
    faults: 'To be mended before publishing:',
    sound: 'The check found nothing.',
    unchecked: 'The check does not answer; it tries again when you type on.',
    line: 'Line {line}:',
    phrases: {},
  },
}

export const sourceWords = (language: DeskLanguage): SourceWords => catalogue[language]
