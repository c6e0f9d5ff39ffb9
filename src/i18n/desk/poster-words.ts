import type { DeskLanguage } from './words.ts'

type PosterWords = {
  link: string
  back: string
  title: string
  lead: string
  language: string
  size: string
  place: string
  placeHint: string
  svg: string
  html: string
  places: string
  visits: string
  none: string
}

const catalogue: Record<DeskLanguage, PosterWords> = {
  fr: {
    link: 'Affiches',
    back: 'Retour à la campagne',
    title: 'Quelle affiche imprimer pour « {name} » ?',
    lead: 'Le code QR de l’affiche mène à la page publique de la campagne, dans la langue choisie.',
    language: 'Langue',
    size: 'Format',
    place: 'Lieu (facultatif)',
    placeHint:
      'Par exemple Gare du Midi. Le lieu figure en petit au bas de l’affiche, et les visites qui en viennent sont comptées à part.',
    svg: 'Télécharger en SVG',
    html: 'Télécharger pour imprimer (HTML)',
    places: 'Visites par lieu',
    visits: 'Visites',
    none: 'Aucun lieu n’a encore été indiqué.',
  },
  ar: {
    link: 'الملصقات',
    back: 'العودة إلى الحملة',
    title: 'أي ملصق يُطبع لحملة «{name}»؟',
    lead: 'يقود رمز الاستجابة السريعة في الملصق إلى الصفحة العامة للحملة باللغة المختارة.',
    language: 'اللغة',
    size: 'المقاس',
    place: 'المكان (اختياري)',
    placeHint: 'مثلا: محطة الجنوب. يظهر المكان بخط صغير في أسفل الملصق، وتُحصى الزيارات القادمة منه على حدة.',
    svg: 'تنزيل بصيغة SVG',
    html: 'تنزيل للطباعة (HTML)',
    places: 'الزيارات حسب المكان',
    visits: 'الزيارات',
    none: 'لم يُذكر أي مكان بعد.',
  },
  en: {
    link: 'Posters',
    back: 'Back to the campaign',
    title: 'Which poster of “{name}” is to be printed?',
    lead: 'The QR code on the poster leads to the campaign’s public page, in the language you choose.',
    language: 'Language',
    size: 'Size',
    place: 'Place (optional)',
    placeHint:
      'For example Gare du Midi. The place stands in small letters at the foot, and visits from there are counted apart.',
    svg: 'Download as SVG',
    html: 'Download for printing (HTML)',
    places: 'Visits by place',
    visits: 'Visits',
    none: 'No place has been named yet.',
  },
}

export const posterWords = (language: DeskLanguage): PosterWords => catalogue[language]
