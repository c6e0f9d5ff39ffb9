import type { DeskLanguage } from './words.ts'

/** Under a map, and to whoever hears it instead of seeing it. */
const fr = {
  label: 'Carte par pays\u00a0: {what}. Les nombres sont dans le tableau.',
  reading: 'Carte\u00a0: {what}. Un cercle par pays\u00a0; sa surface suit le nombre de personnes.',
  hidden: 'Un cercle creux\u00a0: le nombre est masqué, et sa taille ne dit rien.',
  elsewhere: 'En dessous, le reste du monde.',
  unknown: 'Qui n’a pas de pays connu n’est pas sur la carte.',
  land: 'La carte montre les terres, sans aucune frontière.',
}
export type MapWords = typeof fr

const ar: MapWords = {
  label: 'خريطة حسب البلدان: {what}. الأعداد في الجدول.',
  reading: 'الخريطة: {what}. دائرة لكل بلد، ومساحتها على قدر عدد الأشخاص.',
  hidden: 'الدائرة الفارغة: العدد محجوب، وحجمها لا يدل على شيء.',
  elsewhere: 'وفي الأسفل بقية العالم.',
  unknown: 'من لا يُعرف بلده ليس على الخريطة.',
  land: 'تُظهر الخريطة اليابسة بلا أي حدود.',
}

const en: MapWords = {
  label: 'Map by country: {what}. The numbers are in the table.',
  reading: 'Map: {what}. One circle for each country; its area follows the number of people.',
  hidden: 'A hollow circle: the number is hidden, and its size says nothing.',
  elsewhere: 'Below, the rest of the world.',
  unknown: 'People without a known country are not on the map.',
  land: 'The map shows land, without any border.',
}

const catalogue: Record<DeskLanguage, MapWords> = { fr, ar, en }

export const mapWords = (language: DeskLanguage): MapWords => catalogue[language]
