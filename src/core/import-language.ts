import { foldWord } from './import-fields.ts'
import { languageCodes } from './language-codes.ts'

/**
 * Names in use among readers that no list of language names holds, folded by `foldWord`; and those of Morocco's own languages,
 * which the lists of Workers leave out.
 */
const habits: Record<string, string> = {
  darija: 'ary',
  arabedialectal: 'ary',
  arabemarocain: 'ary',
  moroccanarabic: 'ary',
  marocain: 'ary',
  الدارجه: 'ary',
  دارجه: 'ary',
  العاميه: 'ary',
  tamazight: 'zgh',
  amazigh: 'zgh',
  amazighe: 'zgh',
  berbere: 'zgh',
  berber: 'zgh',
  الامازيغيه: 'zgh',
  امازيغيه: 'zgh',
  amazighestandardmarocain: 'zgh',
  standardmoroccantamazight: 'zgh',
  التمازيغيهالمغربيهالقياسيه: 'zgh',
  kabyle: 'kab',
  القبيليه: 'kab',
  tachelhit: 'shi',
  chleuh: 'shi',
  تشلحيت: 'shi',
  tarifit: 'rif',
  rifain: 'rif',
  riffian: 'rif',
  flamand: 'nl',
  flemish: 'nl',
  castillan: 'es',
  عربيه: 'ar',
  فرنسيه: 'fr',
  انجليزيه: 'en',
  هولنديه: 'nl',
  اسبانيه: 'es',
  ايطاليه: 'it',
  المانيه: 'de',
}

let tagOfName: Map<string, string> | null = null
/** Files repeat the same few wishes a hundred thousand times. */
const tagOfWish = new Map<string, string | null>()

/**
 * A person's languages in order of preference, as canonical BCP 47 tags without repetition.
 * Accepts tags (`fr`, `nl-BE`, `fr_BE`) and names in French, Arabic or English, between `|`, `,`, `;` or `/`.
 */
export function readLanguages(text: string): { tags: string[] } | { unknown: string } {
  const tags: string[] = []
  for (const part of text.split(/[|,;/،]/)) {
    const wish = part.trim()
    if (!wish) continue
    const tag = remembered(wish)
    if (!tag) return { unknown: wish }
    if (!tags.includes(tag)) tags.push(tag)
  }
  return { tags }
}

function remembered(wish: string): string | null {
  const before = tagOfWish.get(wish)
  if (before !== undefined) return before
  const tag = readTag(wish)
  if (tagOfWish.size < 2000) tagOfWish.set(wish, tag)
  return tag
}

function readTag(wish: string): string | null {
  tagOfName ??= namesOfLanguages()
  const named = tagOfName.get(foldWord(wish))
  if (named) return named
  try {
    const [tag] = Intl.getCanonicalLocales(wish.replaceAll('_', '-'))
    return tag && isKnown(tag) ? tag : null
  } catch {
    return null
  }
}

/** `xx-YY` has the form of a tag but is no language. */
const isKnown = (tag: string): boolean => languageCodes.has(tag.split('-')[0]!)

function namesOfLanguages(): Map<string, string> {
  const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')
  const codes = [
    ...letters.flatMap((first) => letters.map((second) => first + second)),
    'ary',
    'zgh',
    'kab',
    'rif',
    'shi',
  ]
  const names = new Map<string, string>()
  for (const reader of ['fr', 'ar', 'en']) {
    const display = new Intl.DisplayNames(reader, { type: 'language', fallback: 'none' })
    for (const code of codes) {
      const name = display.of(code)
      // Only codes that are canonical: `iw` is named like `he`.
      if (name && Intl.getCanonicalLocales(code)[0] === code) names.set(foldWord(name), code)
    }
  }
  for (const [word, tag] of Object.entries(habits)) names.set(foldWord(word), tag)
  return names
}
