import { type Chance, chanceOf } from './chance.ts'
import { fictionalPhone, residences } from './countries.ts'
import {
  europeanFirstNames,
  moroccanFirstNames,
  moroccanLastNames,
  occupations,
  regionsOfOrigin,
} from './names.ts'

/** Somebody who does not exist. Their address ends in `.example`, which no mail can reach (RFC 2606). */
export type InventedPerson = {
  email: string | null
  phone: string | null
  firstName: string
  lastName: string
  languages: string
  country: string
  city: string
  regionOfOrigin: string
  timeZone: string
  occupation: string
  skills: string
  wishToReturn: string
  anneeArrivee: string
}

const columns = [
  'email',
  'phone',
  'firstName',
  'lastName',
  'languages',
  'country',
  'city',
  'regionOfOrigin',
  'timeZone',
  'occupation',
  'skills',
  'wishToReturn',
  'anneeArrivee',
] as const satisfies readonly (keyof InventedPerson)[]

/** Mail hosts and how many have their address there. */
const hosts = {
  'courriel.example': 28,
  'barid.example': 20,
  'correo.example': 12,
  'posta.example': 10,
  'poste-mre.example': 10,
  'atlas-mail.example': 8,
  'tamurt.example': 8,
  'bureau.example': 2,
  'hopital.example': 2,
}

/** Employers' mail hosts that look at every link before the reader does. */
export const scannedHosts: readonly string[] = ['bureau.example', 'hopital.example']

/** A labelled synthetic diaspora: the same people for the same seed. */
export function inventDiaspora(count: number, seed: number): InventedPerson[] {
  return Array.from({ length: count }, (_, index) => inventPerson(chanceOf(seed, 'person', index), { index }))
}

/**
 * @param it  `index` makes the address the only one of its kind; `like` gives country and languages of an acquaintance
 */
export function inventPerson(
  chance: Chance,
  it: { index: number | string; like?: { country: string; languages: string } },
): InventedPerson {
  const weights = Object.fromEntries(Object.entries(residences).map(([code, { weight }]) => [code, weight]))
  const alike = it.like !== undefined && chance.happens(0.8)
  const country = alike ? it.like!.country : chance.weighted(weights)
  const { cities, languages: known } = residences[country]!
  const languages = alike && chance.happens(0.7) ? it.like!.languages : chance.weighted(known)
  const { latin, written } = nameFor(chance, country, languages)
  const occupation = chance.pick(Object.keys(occupations))
  const city = chance.pick(cities)
  return {
    ...reach(chance, country, latin, it.index),
    firstName: written[0],
    lastName: written[1],
    languages,
    country,
    city,
    regionOfOrigin: chance.pick(regionsOfOrigin),
    // A few winter on the Canaries: their own clock, not their country's.
    timeZone: country === 'ES' && chance.happens(0.04) ? 'Atlantic/Canary' : '',
    occupation,
    skills: chance.some(occupations[occupation]!, 3).join('|'),
    wishToReturn: chance.weighted({ oui: 20, 'peut-être': 35, non: 30, '': 15 }),
    anneeArrivee: String(1975 + Math.floor(chance.next() * 50)),
  }
}

function nameFor(chance: Chance, country: string, languages: string) {
  const [first, firstArabic] = chance.pick(moroccanFirstNames)
  const [last, lastArabic] = chance.pick(moroccanLastNames)
  const european = europeanFirstNames[country]
  const mixed = european && chance.happens(0.12) ? chance.pick(european) : first
  const arabic = /^(ar|ary)(\||$)/.test(languages) && chance.happens(0.5)
  const written: [string, string] = arabic ? [firstArabic, lastArabic] : [mixed, last]
  return { latin: `${arabic ? first : mixed}.${last}`, written }
}

/** Most have an address; a few gave a telephone number only, and no mail will reach them. */
function reach(chance: Chance, country: string, name: string, index: number | string) {
  const local = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z.]/g, '')
  const email = `${local}.${index}@${chance.weighted(hosts)}`
  const phones = fictionalPhone[country]
  if (typeof index !== 'number' || !phones || !chance.happens(0.04)) return { email, phone: null }
  const number = String(index % 10 ** Math.min(4, phones.digits)).padStart(phones.digits, '0')
  return { email: null, phone: phones.prefix + number }
}

/** The people as a file that an institution might have, in pieces. */
export async function* toCsv(people: readonly InventedPerson[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(`${columns.join(',')}\r\n`)
  const piece = 500
  for (let at = 0; at < people.length; at += piece) {
    const lines = people
      .slice(at, at + piece)
      .map((one) => columns.map((column) => cell(one[column] ?? '')).join(','))
    yield encoder.encode(`${lines.join('\r\n')}\r\n`)
  }
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
