/**
 * Words that say an audience back, in French: the shape the other languages follow. A pair is what is so and what is
 * not; each is a clause of its own after "Les personnes", so that clauses can stand in one list whatever they say.
 * `{name}`, `{values}`, `{when}` are filled in.
 */
export type Pair = readonly [is: string, isNot: string]
type Plural = Record<string, string>

export const fr = {
  locale: 'fr',
  everybody: 'Toutes les personnes.',
  nobody: 'Aucune personne.',
  sentence: 'Les personnes {clauses}.',
  quoted: '«\u00a0{text}\u00a0»',
  yes: 'oui',
  no: 'non',
  /** Countries take "en", "au", "aux" or "à". */
  inCountry: inFrenchCountry as (code: string, name: string) => string,
  inLanguage: (name: string) => `en ${name}`,
  country: ['qui vivent {values}', 'qui ne vivent pas {values}'] as Pair,
  languages: ['qui lisent {values}', 'qui ne lisent pas {values}'] as Pair,
  skills: ['qui ont la compétence {values}', 'qui n’ont pas la compétence {values}'] as Pair,
  skillUris: ['qui ont la compétence ESCO {values}', 'qui n’ont pas la compétence ESCO {values}'] as Pair,
  birthDecade: [
    'qui sont nées dans les années {values}',
    'qui ne sont pas nées dans les années {values}',
  ] as Pair,
  diasporaGeneration: [
    'qui sont de la génération {values} de la diaspora',
    'qui ne sont pas de la génération {values} de la diaspora',
  ] as Pair,
  segment: ['qui font partie du segment {name}', 'qui ne font pas partie du segment {name}'] as Pair,
  list: ['qui n’ont pas quitté la liste {name}', 'qui ont quitté la liste {name}'] as Pair,
  consents: {
    'receive:email': [
      'qui ont accepté de recevoir des courriels',
      'qui n’ont pas accepté de recevoir des courriels',
    ] as Pair,
    'receive:sms': [
      'qui ont accepté de recevoir des SMS',
      'qui n’ont pas accepté de recevoir des SMS',
    ] as Pair,
    'receive:whatsapp': [
      'qui ont accepté de recevoir des messages WhatsApp',
      'qui n’ont pas accepté de recevoir des messages WhatsApp',
    ] as Pair,
    'track:individual': [
      'qui acceptent la mesure personnelle',
      'qui n’acceptent pas la mesure personnelle',
    ] as Pair,
    'object:notice': [
      'qui s’opposent aux avis officiels',
      'qui ne s’opposent pas aux avis officiels',
    ] as Pair,
    list: ['qui ont repris la liste {name}', 'qui n’ont pas repris la liste {name}'] as Pair,
    other: ['qui ont donné leur accord pour {name}', 'qui n’ont pas donné leur accord pour {name}'] as Pair,
  },
  /** Generic questions; `{field}` is one of `fields`, with its article. */
  is: ['dont {field} est {values}', 'dont {field} n’est pas {values}'] as Pair,
  known: ['dont on connaît {field}', 'dont on ne connaît pas {field}'] as Pair,
  contains: ['dont {field} contient {value}', 'dont {field} ne contient pas {value}'] as Pair,
  startsWith: ['dont {field} commence par {value}', 'dont {field} ne commence pas par {value}'] as Pair,
  number: {
    lt: ['dont {field} vaut moins de {value}', 'dont {field} ne vaut pas moins de {value}'] as Pair,
    lte: ['dont {field} vaut {value} ou moins', 'dont {field} ne vaut pas {value} ou moins'] as Pair,
    gt: ['dont {field} vaut plus de {value}', 'dont {field} ne vaut pas plus de {value}'] as Pair,
    gte: ['dont {field} vaut {value} ou plus', 'dont {field} ne vaut pas {value} ou plus'] as Pair,
  },
  alphabet: {
    lt: [
      'dont {field} vient avant {value} dans l’alphabet',
      'dont {field} ne vient pas avant {value} dans l’alphabet',
    ] as Pair,
    lte: [
      'dont {field} est {value} ou vient avant dans l’alphabet',
      'dont {field} n’est pas {value} et ne vient pas avant dans l’alphabet',
    ] as Pair,
    gt: [
      'dont {field} vient après {value} dans l’alphabet',
      'dont {field} ne vient pas après {value} dans l’alphabet',
    ] as Pair,
    gte: [
      'dont {field} est {value} ou vient après dans l’alphabet',
      'dont {field} n’est pas {value} et ne vient pas après dans l’alphabet',
    ] as Pair,
  },
  dated: ['dont {field} est une date située {when}', 'dont {field} n’est pas une date située {when}'] as Pair,
  fields: {
    email: 'l’adresse électronique',
    phone: 'le numéro de téléphone',
    telegram: 'le nom sur Telegram',
    firstName: 'le prénom',
    lastName: 'le nom',
    languages: 'une langue de lecture',
    country: 'le pays de résidence',
    city: 'la ville',
    regionOfOrigin: 'la région d’origine',
    timeZone: 'le fuseau horaire',
    occupation: 'la profession',
    occupationUri: 'la profession ESCO',
    skills: 'une compétence',
    skillUris: 'une compétence ESCO',
    birthDecade: 'la décennie de naissance',
    diasporaGeneration: 'la génération dans la diaspora',
    wishToReturn: 'le souhait de retour',
    custom: 'le champ {name}',
  },
  createdAt: ['dont la fiche a été créée {when}', 'dont la fiche n’a pas été créée {when}'] as Pair,
  lastActAt: [
    'dont le dernier acte personnel a eu lieu {when}',
    'dont le dernier acte personnel n’a pas eu lieu {when}',
  ] as Pair,
  acted: ['qui ont déjà agi elles-mêmes', 'qui n’ont jamais agi elles-mêmes'] as Pair,
  listed: ['qui ont une fiche', 'qui n’ont pas de fiche'] as Pair,
  deeds: {
    received: ['qui ont reçu {campaign}{when}', 'qui n’ont pas reçu {campaign}{when}'] as Pair,
    opened: [
      'qui ont ouvert {campaign}{when}{agreed}',
      'qui n’ont pas ouvert {campaign}{when}{agreed}',
    ] as Pair,
    clicked: [
      'qui ont cliqué dans {campaign}{when}{agreed}',
      'qui n’ont pas cliqué dans {campaign}{when}{agreed}',
    ] as Pair,
    shared: [
      'qui ont fait passer {campaign}{when}{agreed}',
      'qui n’ont pas fait passer {campaign}{when}{agreed}',
    ] as Pair,
    joined: ['qui ont rejoint {campaign}{when}', 'qui n’ont pas rejoint {campaign}{when}'] as Pair,
  },
  campaign: 'la campagne {name}',
  /** The same of any campaign: "not" is "none" there. */
  anyDeeds: {
    received: ['qui ont reçu un courriel{when}', 'qui n’ont reçu aucun courriel{when}'] as Pair,
    opened: [
      'qui ont ouvert un courriel{when}{agreed}',
      'qui n’ont ouvert aucun courriel{when}{agreed}',
    ] as Pair,
    clicked: [
      'qui ont cliqué dans un courriel{when}{agreed}',
      'qui n’ont cliqué dans aucun courriel{when}{agreed}',
    ] as Pair,
    shared: [
      'qui ont fait passer un message{when}{agreed}',
      'qui n’ont fait passer aucun message{when}{agreed}',
    ] as Pair,
    joined: ['qui ont rejoint une campagne{when}', 'qui n’ont rejoint aucune campagne{when}'] as Pair,
  },
  agreed: ' (connu seulement des personnes qui l’acceptent)',
  before: 'avant le {date}',
  after: 'après le {date}',
  within: {
    d: { one: 'au cours du dernier jour', other: 'au cours des {count} derniers jours' } as Plural,
    w: { one: 'au cours de la dernière semaine', other: 'au cours des {count} dernières semaines' } as Plural,
    m: { one: 'au cours du dernier mois', other: 'au cours des {count} derniers mois' } as Plural,
    y: { one: 'au cours de la dernière année', other: 'au cours des {count} dernières années' } as Plural,
  },
  olderThan: {
    d: { one: 'il y a plus de {count} jour', other: 'il y a plus de {count} jours' } as Plural,
    w: { one: 'il y a plus de {count} semaine', other: 'il y a plus de {count} semaines' } as Plural,
    m: { one: 'il y a plus de {count} mois', other: 'il y a plus de {count} mois' } as Plural,
    y: { one: 'il y a plus de {count} an', other: 'il y a plus de {count} ans' } as Plural,
  },
}

export type AudienceWords = Omit<typeof fr, 'locale'> & { locale: string }

const plural = ['AE', 'BS', 'KM', 'MV', 'NL', 'PH', 'SC', 'US']
const masculineInE = ['BZ', 'GB', 'KH', 'MX', 'MZ', 'SR', 'ZW']
const feminine = ['SL']
const withoutArticle = [
  'BH',
  'CU',
  'CY',
  'DJ',
  'HK',
  'MC',
  'MG',
  'MO',
  'MT',
  'MU',
  'OM',
  'PR',
  'SG',
  'TT',
  'TW',
  'YT',
]

/** "en" for feminine names (in -e) and before a vowel, "au" for the others, "aux" for plurals, "à" for most islands. */
function inFrenchCountry(code: string, name: string): string {
  if (withoutArticle.includes(code) || /^Sainte?[- ]/.test(name)) return `à ${name}`
  if (plural.includes(code) || name.startsWith('Îles')) return `aux ${name}`
  const [first = ''] = name.split(/[ -]/)
  const isFeminine = (first.endsWith('e') || first.endsWith('ée')) && !masculineInE.includes(code)
  return isFeminine || feminine.includes(code) || /^[AEIOUÉÎ]/.test(name) || code === 'HT'
    ? `en ${name}`
    : `au ${name}`
}
