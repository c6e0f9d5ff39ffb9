import type { Audience, Comparison, Deed, Scalar } from '../core/audience.ts'
import { instantFields, listFields } from '../core/audience.ts'
import { readPeriod, type TimeOperator } from '../core/audience-time.ts'
import { isLanguageTag } from '../core/language.ts'
import { ar } from './audience/ar.ts'
import { en } from './audience/en.ts'
import { type AudienceWords, fr, type Pair } from './audience/fr.ts'
import { fill, plural, words } from './words.ts'

export const audienceLanguages = ['fr', 'ar', 'en'] as const
export type AudienceLanguage = (typeof audienceLanguages)[number]

/** What officers call things: own field, segment, campaign and list by their short names. */
export type AudienceNames = Partial<
  Record<'fields' | 'segments' | 'campaigns' | 'lists', Readonly<Record<string, string>>>
>

const catalogue: Record<AudienceLanguage, AudienceWords> = { fr, ar, en }

/**
 * An audience as a sentence. "Not" goes inwards to the single questions, where each language has its own way of saying
 * it; a group inside a group of the other kind stands in brackets, so that there is one way to read it.
 */
export function audienceWords(
  audience: Audience,
  language: AudienceLanguage,
  names: AudienceNames = {},
): string {
  const say = { words: catalogue[language], names }
  const tree = simplified(audience, true)
  if (tree === true) return say.words.everybody
  if (tree === false) return say.words.nobody
  return fill(say.words.sentence, { clauses: clauses(tree, say, false) })
}

type Say = { words: AudienceWords; names: AudienceNames }
type Leaf = Exclude<Audience, { all: Audience[] } | { any: Audience[] } | { not: Audience }>
type Tree = { join: 'all' | 'any'; parts: Exclude<Tree, boolean>[] } | { leaf: Leaf; so: boolean } | boolean

/** Without "not" around groups, groups of one, and groups inside a group of the same kind. */
function simplified(audience: Audience, so: boolean): Tree {
  if ('not' in audience) return simplified(audience.not, !so)
  if (!('all' in audience) && !('any' in audience)) {
    const { op, value } = audience as Comparison
    if (op === 'ne') return { leaf: { ...(audience as Comparison), op: 'eq' }, so: !so }
    if (op === 'exists' && value === false)
      return { leaf: { ...(audience as Comparison), value: true }, so: !so }
    return { leaf: audience, so }
  }
  const join = 'all' in audience === so ? 'all' : 'any'
  const trees = ('all' in audience ? audience.all : audience.any).map((part) => simplified(part, so))
  const settling = join === 'any'
  if (trees.includes(settling)) return settling
  const parts = trees
    .filter((tree) => typeof tree !== 'boolean')
    .flatMap((tree) => ('join' in tree && tree.join === join ? tree.parts : [tree]))
  if (parts.length === 0) return !settling
  return parts.length === 1 ? parts[0]! : { join, parts }
}

function clauses(tree: Exclude<Tree, boolean>, say: Say, inside: boolean): string {
  if ('leaf' in tree) return leaf(tree.leaf, tree.so, say)
  const parts = tree.parts.map((part) => clauses(part, say, true))
  const list = listed(parts, say.words.locale, tree.join === 'all' ? 'conjunction' : 'disjunction')
  return inside ? `(${list})` : list
}

const listed = (parts: readonly string[], locale: string, type: 'conjunction' | 'disjunction') =>
  new Intl.ListFormat(locale, { type }).format(parts)

function leaf(it: Leaf, so: boolean, { words, names }: Say): string {
  const pick = (pair: Pair, values: Record<string, string> = {}) => fill(pair[so ? 0 : 1], values)
  const quoted = (text: string) => fill(words.quoted, { text })
  const named = (kind: keyof AudienceNames, name: string) => quoted(names[kind]?.[name] ?? name)
  if ('segment' in it) return pick(words.segment, { name: named('segments', it.segment) })
  if ('list' in it) return pick(words.list, { name: named('lists', it.list) })
  if ('consent' in it) {
    const list = /^list:(.+)$/.exec(it.consent)?.[1]
    if (list) return pick(words.consents.list, { name: named('lists', list) })
    const { list: _, other, ...known } = words.consents
    return pick((known as Record<string, Pair>)[it.consent] ?? other, { name: quoted(it.consent) })
  }
  if ('did' in it) {
    const pairs = it.campaign === undefined ? words.anyDeeds : words.deeds
    return pick(pairs[it.did], deedValues(it, words, named))
  }
  return comparison(it, { words, names }, pick)
}

function deedValues(
  { campaign, within }: Deed,
  words: AudienceWords,
  named: (kind: 'campaigns', name: string) => string,
) {
  return {
    campaign: fill(words.campaign, { name: named('campaigns', campaign ?? '') }),
    when: within === undefined ? '' : ` ${moment('within', within, words)}`,
    agreed: words.agreed,
  }
}

function moment(op: TimeOperator, value: string, words: AudienceWords): string {
  if (op === 'within' || op === 'olderThan') {
    const { count, unit } = readPeriod(value)!
    return plural(words.locale, words[op][unit], count)
  }
  const format = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' })
  const date = format.format(Date.parse(`${value}T00:00:00Z`))
  return fill(words[op], { date: words.locale === 'fr' ? date.replace(/^1 /, '1er ') : date })
}

type Pick = (pair: Pair, values?: Record<string, string>) => string

function comparison({ field, op, value }: Comparison, { words, names }: Say, pick: Pick): string {
  const own = field.startsWith('custom.') ? field.slice('custom.'.length) : null
  const label = fieldLabel(field, own, words, names)
  if (op === 'within' || op === 'olderThan' || op === 'before' || op === 'after') {
    const when = moment(op, String(value), words)
    return pick(words[instantFields.includes(field) ? (field as 'createdAt') : 'dated'], {
      field: label,
      when,
    })
  }
  if (field === 'createdAt' || field === 'lastActAt')
    return pick(field === 'createdAt' ? words.listed : words.acted)
  if (op === 'exists') return pick(words.known, { field: label })
  const list = Array.isArray(value) ? value : [value]
  if (op === 'eq' || op === 'has' || op === 'in') return pick(...equal(field, label, list, words))
  const said = one(list[0]!, words)
  if (op === 'contains' || op === 'startsWith') return pick(words[op], { field: label, value: said })
  const scale = typeof value === 'string' ? words.alphabet : words.number
  return pick(scale[op as 'lt'], { field: label, value: said })
}

/** What a field is called by itself, in a list to choose from; '' for the two moments, which are asked in their own words. */
export function audienceFieldName(
  field: string,
  language: AudienceLanguage,
  names: AudienceNames = {},
): string {
  const own = field.startsWith('custom.') ? field.slice('custom.'.length) : null
  if (own !== null) return names.fields?.[own] ?? own
  const label = fieldLabel(field, null, catalogue[language], names).replace(/^«|»$/g, '')
  return label.charAt(0).toLocaleUpperCase(language) + label.slice(1)
}

function fieldLabel(field: string, own: string | null, words: AudienceWords, names: AudienceNames): string {
  if (own === null) return (words.fields as Record<string, string>)[field] ?? ''
  return fill(words.fields.custom, { name: fill(words.quoted, { text: names.fields?.[own] ?? own }) })
}

function equal(
  field: string,
  label: string,
  list: readonly Scalar[],
  words: AudienceWords,
): [Pair, Record<string, string>] {
  const special =
    listFields.includes(field) || ['country', 'birthDecade', 'diasporaGeneration'].includes(field)
  const said = list.map((value) => display(field, value, words) ?? one(value, words))
  const values = said.length ? listed(said, words.locale, 'disjunction') : fill(words.quoted, { text: '' })
  // "en « Belgique »" is no French: where a name is not known, the general question is asked.
  const fits = special && list.length > 0 && list.every((value) => display(field, value, words) !== null)
  const pair = fits ? words[field as 'country'] : words.is
  return [pair, { field: label, values }]
}

/** A value as its field's own question takes it; null where it is not of that kind. */
function display(field: string, value: Scalar, words: AudienceWords): string | null {
  const text = String(value)
  if (field === 'country') {
    const name = /^[a-z]{2}$/i.test(text) ? countryName(text.toUpperCase(), words.locale) : null
    return name && words.inCountry(text.toUpperCase(), name)
  }
  if (field === 'languages') {
    const name = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text) ? languageName(text, words.locale) : null
    return name && words.inLanguage(name)
  }
  if (field === 'skills' || field === 'skillUris') return fill(words.quoted, { text })
  if (field === 'birthDecade' || field === 'diasporaGeneration') return /^\d+$/.test(text) ? text : null
  return null
}

function countryName(code: string, locale: string): string | null {
  const short = nameOf(code, locale, { type: 'region', style: 'short', fallback: 'none' })
  // "É.-U." and "UK" are too short for a sentence.
  return short && /\.|^\p{Lu}{2}$/u.test(short) ? nameOf(code, locale, { type: 'region' }) : short
}

/** A language that has no name with its script or region has one without. */
function languageName(tag: string, locale: string): string | null {
  const known = nameOf(tag, locale, { type: 'language', fallback: 'none' }) ?? ownName(tag)
  const cut = tag.lastIndexOf('-')
  if (known || cut < 0) return known
  const [rest, last] = [languageName(tag.slice(0, cut), locale), tag.slice(cut + 1)]
  const type = /^[a-z]{4}$/i.test(last) ? 'script' : 'region'
  return rest && `${rest} (${nameOf(last, locale, { type }) ?? last})`
}

const ownName = (tag: string) => (isLanguageTag(tag) ? words(tag).name : null)

function nameOf(code: string, locale: string, options: Intl.DisplayNamesOptions): string | null {
  try {
    return new Intl.DisplayNames(locale, options).of(code) ?? null
  } catch {
    return null
  }
}

function one(value: Scalar, words: AudienceWords): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') return fill(words.quoted, { text: value })
  return new Intl.NumberFormat(words.locale, { useGrouping: false, maximumFractionDigits: 12 }).format(value)
}
