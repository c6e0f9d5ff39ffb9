/** Where the invented people live, roughly as the diaspora does, and how they read. Weights, not percentages. */
export type Residence = {
  weight: number
  cities: readonly string[]
  /** Lists of languages in order of preference, `|`-separated, and how common they are. */
  languages: Readonly<Record<string, number>>
}

export const residences: Readonly<Record<string, Residence>> = {
  FR: {
    weight: 33,
    cities: ['Paris', 'Lyon', 'Marseille', 'Montpellier', 'Saint-Étienne', 'Mantes-la-Jolie', 'Lille'],
    languages: {
      fr: 40,
      'fr|ar': 24,
      'ar|fr': 10,
      'ary|fr': 10,
      'ary-Latn|fr': 5,
      'zgh|fr': 6,
      'fr|zgh': 3,
      'ary-Latn': 1,
    },
  },
  ES: {
    weight: 22,
    cities: ['Barcelona', 'Madrid', 'Murcia', 'Almería', 'Málaga', 'Tarragona'],
    languages: { es: 34, 'es|ar': 20, 'ar|es': 16, 'ary|es': 18, 'zgh|es': 6, 'es-ES|fr': 4, 'ary-Latn': 2 },
  },
  IT: {
    weight: 13,
    cities: ['Torino', 'Milano', 'Bologna', 'Modena', 'Bergamo'],
    languages: { it: 34, 'it|ar': 24, 'ar|it': 16, 'ary|it': 16, 'it|fr': 8, 'ary-Latn': 2 },
  },
  BE: {
    weight: 11,
    cities: ['Bruxelles', 'Antwerpen', 'Liège', 'Mechelen', 'Charleroi'],
    languages: {
      'fr-BE': 30,
      'fr-BE|ar': 18,
      'nl-BE': 20,
      'nl-BE|fr': 8,
      'ar|fr': 8,
      'ary|nl': 8,
      'zgh|fr': 6,
      'rif|nl': 2,
    },
  },
  NL: {
    weight: 10,
    cities: ['Amsterdam', 'Rotterdam', 'Den Haag', 'Utrecht', 'Gouda'],
    languages: { nl: 46, 'nl|ar': 14, 'ar|nl': 10, 'ary|nl': 10, 'zgh|nl': 10, 'nl|en': 8, 'ary-Latn': 2 },
  },
  DE: {
    weight: 5,
    cities: ['Frankfurt am Main', 'Düsseldorf', 'Köln', 'Berlin'],
    languages: { de: 46, 'de|ar': 18, 'ar|de': 14, 'de|fr': 10, 'ary|de': 8, 'en|de': 4 },
  },
  PT: {
    weight: 1.6,
    cities: ['Lisboa', 'Porto', 'Faro'],
    languages: { pt: 50, 'pt|fr': 20, 'ar|pt': 20, 'en|pt': 10 },
  },
  SE: {
    weight: 1.6,
    cities: ['Stockholm', 'Göteborg', 'Malmö'],
    languages: { sv: 46, 'sv|ar': 20, 'ar|sv': 14, 'en|sv': 12, fi: 8 },
  },
  MA: {
    weight: 1.2,
    cities: ['Rabat', 'Agadir', 'Nador'],
    languages: { 'ar|fr': 50, 'ary|fr': 30, 'zgh|fr': 20 },
  },
  CA: { weight: 1, cities: ['Montréal', 'Ottawa'], languages: { 'fr-CA|ar': 60, 'en|fr': 40 } },
  GB: { weight: 0.8, cities: ['London', 'Birmingham'], languages: { en: 70, 'en|ar': 30 } },
}

/** Countries whose numbering plan keeps numbers for fiction that look real: nobody's telephone rings. */
export const fictionalPhone: Readonly<Record<string, { prefix: string; digits: number }>> = {
  FR: { prefix: '+331990', digits: 5 },
  DE: { prefix: '+493023125', digits: 3 },
}
