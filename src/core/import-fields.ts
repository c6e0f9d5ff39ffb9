import { AppError } from './error.ts'

/** What a column of an import can hold; anything else is a custom field of the institution. */
export const importFields = [
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
] as const
export type ImportField = (typeof importFields)[number]

/** A column of the file and what it holds: a field, `custom.NAME`, or null for a column that is left out. */
export type Column = { header: string; target: ImportField | `custom.${string}` | null }

/**
 * Headers that officers write, folded by `foldWord`: without accents, vowel signs, blanks and punctuation, so that
 * « E-mail », « e mail » and « EMAIL * » are one word, and أ إ آ ا are one letter.
 */
const headers: Record<ImportField, string> = {
  email: `email mail emailaddress mailaddress adresseemail adressemail adresseelectronique courriel adressecourriel
    courrierelectronique mel البريدالالكتروني بريدالكتروني البريد الايميل ايميل عنوانالبريدالالكتروني`,
  phone: `phone phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber cell cellphone gsm portable
    telephoneportable telephonemobile numerodetelephone numtelephone numtel whatsapp notelephone
    الهاتف هاتف رقمالهاتف الهاتفالمحمول الجوال رقمالجوال الهاتفالنقال المحمول واتساب`,
  firstName: `firstname givenname forename prenom prenoms الاسمالشخصي الاسمالاول اسمشخصي`,
  lastName: `lastname surname familyname nom nomdefamille nomfamille patronyme
    الاسمالعائلي النسب اللقب اسمالعائله الكنيه`,
  languages: `languages language lang langs preferredlanguage preferredlanguages langue langues languepreferee
    languespreferees languedecontact languecorrespondance languedecorrespondance
    اللغه اللغات لغه لغات اللغهالمفضله اللغاتالمفضله لغهالتواصل`,
  country: `country countryofresidence residencecountry countrycode pays paysderesidence paysresidence codepays
    بلد البلد بلدالاقامه الدوله دولهالاقامه بلاد`,
  city: `city town cityofresidence ville villederesidence commune localite المدينه مدينه مدينهالاقامه`,
  regionOfOrigin: `regionoforigin originregion region homeregion regiondorigine regionorigine provincedorigine
    جههالاصل الجهه جهه منطقهالاصل الجههالاصليه المنطقهالاصليه`,
  timeZone: `timezone tz fuseauhoraire fuseau zonehoraire المنطقهالزمنيه التوقيت المنطقهالزمانيه`,
  occupation: `occupation profession job jobtitle metier emploi fonction المهنه مهنه الوظيفه وظيفه الحرفه`,
  skills: `skills skill competences competence المهارات مهارات الكفاءات كفاءات المهاره الكفاءه`,
  wishToReturn: `wishtoreturn returnwish wantstoreturn souhaitderetour souhaitretour projetderetour intentionderetour
    desirderetour الرغبهفيالعوده رغبهالعوده الرغبهبالعوده نيهالعوده`,
}

const fieldOfHeader = new Map<string, ImportField>()
for (const field of importFields) {
  for (const word of [field, ...headers[field].split(/\s+/)]) fieldOfHeader.set(foldWord(word), field)
}

/** A word without what people write differently: case, accents, vowel signs, forms of alef, blanks, punctuation. */
export function foldWord(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\u0640]/gu, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/ى/g, 'ي')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * What each column holds: the officer's own word first, then the header's meaning, else a custom field.
 *
 * @param map  header → field, `custom.NAME`, or `-` for a column to leave out
 * @throws AppError `column` | `field` | `field-twice` | `no-address`, one line
 */
export function readHeader(header: readonly string[], map: Readonly<Record<string, string>> = {}): Column[] {
  const names = header.map((name) => name.normalize('NFC').trim())
  const wanted = readMap(names, map)
  const taken = new Set(wanted.values())
  const columns = names.map((name): Column => {
    const chosen = wanted.get(name)
    if (chosen !== undefined) return { header: name, target: chosen }
    const field = fieldOfHeader.get(foldWord(name))
    return { header: name, target: field && !taken.has(field) ? field : customField(name) }
  })
  checkOnce(columns)
  if (!columns.some(({ target }) => target === 'email' || target === 'phone')) {
    const seen = names.filter(Boolean).join(', ') || 'nothing'
    const line = `no column holds an e-mail address or a phone number (columns: ${seen}); name one with --map COLUMN=email`
    throw new AppError('invalid', 'no-address', line)
  }
  return columns
}

function readMap(
  names: readonly string[],
  map: Readonly<Record<string, string>>,
): Map<string, Column['target']> {
  const wanted = new Map<string, Column['target']>()
  for (const [given, field] of Object.entries(map)) {
    const name = findColumn(names, given.normalize('NFC').trim())
    if (name === undefined) {
      const line = `--map: there is no column "${given}"; the file has ${names.filter(Boolean).join(', ')}`
      throw new AppError('invalid', 'column', line)
    }
    wanted.set(name, readTarget(field.trim()))
  }
  return wanted
}

const findColumn = (names: readonly string[], given: string): string | undefined =>
  names.find((name) => name === given) ?? names.find((name) => foldWord(name) === foldWord(given) && name)

function readTarget(field: string): Column['target'] {
  if (field === '-') return null
  if ((importFields as readonly string[]).includes(field)) return field as ImportField
  if (field.startsWith('custom.') && customField(field.slice('custom.'.length)) === field) {
    return field as `custom.${string}`
  }
  const line = `--map: there is no field "${field}"; fields are ${importFields.join(', ')}, custom.NAME, or - to leave a column out`
  throw new AppError('invalid', 'field', line)
}

/** A header as the name of a custom field, in the letters that an audience can ask for; null for none. */
function customField(header: string): `custom.${string}` | null {
  const name = header
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '_')
    .replace(/^_+|_+$/g, '')
  const short = Array.from(name).slice(0, 60).join('')
  return short ? `custom.${short}` : null
}

function checkOnce(columns: readonly Column[]): void {
  const seen = new Map<string, string>()
  for (const { header, target } of columns) {
    if (target === null) continue
    const other = seen.get(target)
    if (other !== undefined) {
      const line = `columns "${other}" and "${header}" are both ${target}; choose one with --map "${header}=${target}" or leave one out with "${header}=-"`
      throw new AppError('invalid', 'field-twice', line)
    }
    seen.set(target, header)
  }
}
