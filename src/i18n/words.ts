import type { LanguageTag } from '../core/language.ts'
import { ar } from './ar.ts'
import { ary } from './ary.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr, type Words } from './fr.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'
import { pt } from './pt.ts'
import { sv } from './sv.ts'
import { zgh } from './zgh.ts'

export type { Words }

const catalogue: Record<LanguageTag, Words> = { fr, ar, ary, zgh, nl, es, it, de, pt, sv, en }

export function words(language: LanguageTag): Words {
  return catalogue[language]
}

/** `{name}` → its value. A name without a value stays as it is, so that a test sees it. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** The form for a count (CLDR plural categories), with `{count}` filled in as the language writes numbers. */
export function plural(language: string, forms: Readonly<Record<string, string>>, count: number): string {
  const locale = /^(ar|ary)(-|$)/.test(language) ? 'ar-MA' : language
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? ''
  return fill(form, { count: new Intl.NumberFormat(locale).format(count) })
}

export type Direction = 'ltr' | 'rtl'

/** Direction follows script, not language: Darija is written both ways. */
export function directionOf(tag: string): Direction {
  const script = new Intl.Locale(tag).maximize().script
  return script === 'Arab' || script === 'Hebr' || (tag === 'ary' && script === undefined) ? 'rtl' : 'ltr'
}
