import { foldWord } from './import-fields.ts'

/** Names in use among readers that no list of language names holds, folded by `foldWord`. */
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
  tachelhit: 'shi',
  tarifit: 'rif',
  rifain: 'rif',
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
const known = new Map<string, boolean>()

/**
 * A person's languages in order of preference, as canonical BCP 47 tags without repetition.
 * Accepts tags (`fr`, `nl-BE`, `fr_BE`) and names in French, Arabic or English, between `|`, `,`, `;` or `/`.
 */
export function readLanguages(text: string): { tags: string[] } | { unknown: string } {
  const tags: string[] = []
  for (const part of text.split(/[|,;/،]/)) {
    const wish = part.trim()
    if (!wish) continue
    const tag = readTag(wish)
    if (!tag) return { unknown: wish }
    if (!tags.includes(tag)) tags.push(tag)
  }
  return { tags }
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
function isKnown(tag: string): boolean {
  const language = tag.split('-')[0]!
  const before = known.get(language)
  if (before !== undefined) return before
  const display = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  const answer = display.of(language) !== undefined
  known.set(language, answer)
  return answer
}

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
