import parsePhone, { type CountryCode, Metadata } from 'libphonenumber-js/min'

/** The part of the library's own tables that is used; its types leave it out. */
type Plan = {
  nationalNumberPattern(): string
  nationalPrefixForParsing(): string | undefined
  leadingDigits(): string | undefined
  hasTypes(): boolean
  type(name: string): { pattern(): string; possibleLengths(): number[] | undefined } | undefined
}
type Tables = Metadata & {
  selectNumberingPlan(country: string): void
  numberingPlan: Plan
  getCountryCodesForCallingCode(code: string): string[] | undefined
}

/** E.164, or null for what is no number of any country. */
export function readPhone(text: string, country: string | undefined): string | null {
  if (isPlainNumber(text)) return text
  // Outside a country the way out of it is unknown to the parser; 00 is it nearly everywhere.
  const number = parsePhone(text.replace(/^\s*00/, '+'), country as CountryCode | undefined)
  return number?.isValid() ? number.number : null
}

type Rule = { whole: RegExp; prefix: RegExp | null }
const rules = new Map<string, Rule | null>()

/**
 * Whether a text is an E.164 number already, by the library's own tables. It may say no to a number that is one: the
 * library then decides. Its parser takes ten times as long, and an import asks it a million times.
 */
function isPlainNumber(text: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return false
  for (let length = 1; length <= 3; length++) {
    const code = text.slice(1, 1 + length)
    if (!rules.has(code)) rules.set(code, ruleOf(code))
    const rule = rules.get(code)
    const national = text.slice(1 + length)
    if (rule?.whole.test(national)) return !rule.prefix?.test(national)
  }
  return false
}

/**
 * What makes a number one of the first country of a calling code. Where several share it, the library asks the first one
 * first: by leading digits, or by kinds of numbers, of which mobile ones are enough here.
 */
function ruleOf(code: string): Rule | null {
  const tables = new Metadata() as Tables
  const countries = tables.getCountryCodesForCallingCode(code) ?? []
  if (countries.length === 0) return null
  tables.selectNumberingPlan(countries[0]!)
  const plan = tables.numberingPlan
  const looks = [plan.nationalNumberPattern()]
  if (plan.hasTypes()) {
    const mobile = plan.type('MOBILE')
    if (!mobile?.pattern()) return null
    looks.push(mobile.pattern())
    const lengths = mobile.possibleLengths()
    if (lengths) looks.push(lengths.map((length) => `\\d{${length}}`).join('|'))
  }
  const leading = plan.leadingDigits()
  if (countries.length > 1 && !leading && !plan.hasTypes()) return null
  if (countries.length > 1 && leading) looks.push(`(?:${leading})\\d*`)
  const prefix = plan.nationalPrefixForParsing()
  return {
    whole: new RegExp(`^${looks.map((look) => `(?=(?:${look})$)`).join('')}\\d+$`),
    prefix: prefix ? new RegExp(`^(?:${prefix})`) : null,
  }
}
