/**
 * The helpers that give a value. Those that give a block (`if unless each with`) are part of the interpreter.
 *
 * @param values    what stands after the name
 * @param named     what stands as `name=value`
 * @param language  BCP 47: the `lang=` of the call, else the root's `language`
 */
export type Formatter = {
  least: number
  most: number
  /** Names of `name=value` that it knows, beside `lang`. */
  names: readonly string[]
  run(values: readonly unknown[], named: Readonly<Record<string, unknown>>, language: string): unknown
}

const pluralForms = ['zero', 'one', 'two', 'few', 'many', 'other'] as const

export const formatters: Readonly<Record<string, Formatter>> = {
  /** `{{#if (eq contact.country "BE")}}` */
  eq: { least: 2, most: 2, names: [], run: ([a, b]) => a === b },
  /** `{{plural count one="# jour" other="# jours"}}`: `#` is the number. A form that is not given is `other`. */
  plural: { least: 1, most: 1, names: pluralForms, run: plural },
  /** `{{date value}}`: milliseconds or ISO 8601 → "3 décembre 2026"; `style=` full, long, medium, short; `zone=` IANA. */
  date: { least: 1, most: 1, names: ['style', 'zone'], run: date },
  /** `{{number value}}` → "12 345,6"; `digits=` after the decimal mark, at most. */
  number: { least: 1, most: 1, names: ['digits'], run: number },
  /** `{{ltr phone}}`: keeps a number, an address or a Latin name in order inside right-to-left text. */
  ltr: {
    least: 1,
    most: 1,
    names: [],
    run: ([value]) => (value == null || value === '' ? '' : `\u2066${value}\u2069`),
  },
}

export function isFormatter(name: string): boolean {
  return Object.hasOwn(formatters, name)
}

function plural(
  [count]: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  language: string,
): string {
  const amount = Number(count ?? 0)
  const form = new Intl.PluralRules(localeOf(language)).select(amount)
  const words = named[form] ?? named.other ?? ''
  return String(words).replaceAll('#', number([amount], {}, language))
}

function number(
  [value]: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  language: string,
): string {
  const amount = typeof value === 'string' && value.trim() ? Number(value) : value
  if (typeof amount !== 'number' || !Number.isFinite(amount)) return value == null ? '' : String(value)
  const most = Math.min(20, Math.max(0, Math.trunc(Number(named.digits ?? 3)) || 0))
  return new Intl.NumberFormat(localesOf(language), { maximumFractionDigits: most }).format(amount)
}

const styles = ['full', 'long', 'medium', 'short'] as const

/** What is no date is written as it is: a letter with a clumsy date is better than one that cannot be sent. */
function date(
  [value]: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  language: string,
): string {
  if (value == null || value === '') return ''
  const instant = new Date(typeof value === 'number' ? value : String(value))
  if (Number.isNaN(instant.getTime())) return String(value)
  const dateStyle = styles.find((style) => style === named.style) ?? 'long'
  const zone = typeof named.zone === 'string' && named.zone ? named.zone : 'UTC'
  try {
    return new Intl.DateTimeFormat(localesOf(language), { dateStyle, timeZone: zone }).format(instant)
  } catch {
    return new Intl.DateTimeFormat(localesOf(language), { dateStyle, timeZone: 'UTC' }).format(instant)
  }
}

/** Where a runtime has no formats of Tamazight (Workers), its readers get those of French rather than of English. */
const localesOf = (language: string): string[] => [localeOf(language), 'fr']

/** Morocco's Arabic writes Western digits; Darija has no rules of its own in ICU and follows them. */
function localeOf(language: string): string {
  if (/^(ar|ary)(-|$)/.test(language)) return 'ar-MA'
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en'
  } catch {
    return 'en'
  }
}
