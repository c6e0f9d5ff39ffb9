/** Languages that Mawja speaks, BCP 47. Append only: positions live in share tokens. */
export const languageTags = ['fr', 'ar', 'ary', 'zgh', 'nl', 'es', 'it', 'de', 'pt', 'sv', 'en'] as const
export type LanguageTag = (typeof languageTags)[number]

export function isLanguageTag(tag: string): tag is LanguageTag {
  return (languageTags as readonly string[]).includes(tag)
}

/**
 * Which covered language a reader gets.
 *
 * The reader's list is in order of preference; each wish is tried exactly, then shortened (RFC 4647 3.4 lookup:
 * `nl-BE` → `nl`), then by the written standard its readers share: Darija in Arabic script falls back to Arabic.
 */
export function chooseLanguage(
  wishes: readonly string[],
  covered: readonly string[],
  fallback: string | null,
): string | null {
  const byFolded = new Map(covered.map((tag) => [tag.toLowerCase(), tag]))
  for (const wish of wishes) {
    const found = resolveWish(wish, byFolded)
    if (found) return found
  }
  return fallback && byFolded.has(fallback.toLowerCase()) ? fallback : null
}

/** The covered language one wish leads to, or null. Exported because SQL joins a table of these answers. */
export function resolveTag(wish: string, covered: readonly string[]): string | null {
  return resolveWish(wish, new Map(covered.map((tag) => [tag.toLowerCase(), tag])))
}

function resolveWish(wish: string, byFolded: Map<string, string>): string | null {
  for (const candidate of candidates(wish.trim().toLowerCase())) {
    const found = byFolded.get(candidate)
    if (found) return found
  }
  return null
}

function* candidates(tag: string): Generator<string> {
  const parts = tag.split('-')
  for (let length = parts.length; length > 0; length--) yield parts.slice(0, length).join('-')
  // Somebody who writes Darija in Latin letters may not read Arabic script; everyone else who writes it does.
  if (parts[0] === 'ary' && !parts.includes('latn')) yield 'ar'
}
