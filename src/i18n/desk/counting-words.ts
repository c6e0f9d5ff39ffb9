import type { DeskLanguage } from './words.ts'

/** What stands on a page until a large audience is counted. */
const catalogue: Record<DeskLanguage, Record<'label' | 'text' | 'link', string>> = {
  fr: {
    label: 'Comptage du public',
    text: 'Le public est nombreux\u00a0: ce qui le compte arrive dans un instant.',
    link: 'Si rien n’arrive, ouvrir la page avec les nombres',
  },
  ar: {
    label: 'عدّ الجمهور',
    text: 'الجمهور كبير: تصل الأعداد بعد لحظة.',
    link: 'إن لم يصل شيء، افتح الصفحة مع الأعداد',
  },
  en: {
    label: 'Counting the audience',
    text: 'The audience is large: what counts it comes in a moment.',
    link: 'If nothing comes, open the page with the numbers',
  },
}

export const countingWords = (language: DeskLanguage) => catalogue[language]
