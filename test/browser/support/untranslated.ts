import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { deskWords } from '../../../src/i18n/desk/words.ts'

type Language = 'fr' | 'ar' | 'en'
const languages = ['fr', 'ar', 'en'] as const
type Catalogue = { words: Set<string>; keys: Set<string> }

/** Every sentence of a catalogue, whole or between its placeholders, and the names it is filed under. */
function gather(value: unknown, into: Catalogue): void {
  if (typeof value === 'string') {
    for (const piece of value.split(/\{\w+\}/)) {
      const text = plain(piece)
      if (/\p{L}{2}/u.test(text)) into.words.add(text)
    }
  } else if (value && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) {
      // Ids of the catalogue that nobody would take for a word: noConsent, not-approved.
      if (/[a-z][A-Z]|[a-z]-[a-z]/.test(key)) into.keys.add(key)
      gather(one, into)
    }
  }
}

const plain = (text: string) =>
  text
    .replace(/[\s\u00a0\u202f\u2066-\u2069]+/g, ' ')
    .trim()
    .replace(/^[.:;,?!؟، …«»]+|[.:;,?!؟، …«»]+$/gu, '')

/** All words of src/i18n by language: whatever a module there exports under `…Words` or `words`. */
async function catalogues(): Promise<Record<Language, Catalogue>> {
  const all = { fr: empty(), ar: empty(), en: empty() }
  const files = readdirSync('src/i18n', { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('words.ts'))) {
    const exported: Record<string, unknown> = await import(/* @vite-ignore */ resolve('src/i18n', file))
    for (const [name, it] of Object.entries(exported)) {
      if (!/words$/i.test(name)) continue
      for (const language of languages) {
        if (typeof it === 'function' && it.length === 1) gather(it(language), all[language])
        else if (it && typeof it === 'object')
          gather((it as Record<string, unknown>)[language], all[language])
      }
    }
  }
  return all
}

const empty = (): Catalogue => ({ words: new Set(), keys: new Set() })
let known: Promise<Record<Language, Catalogue>> | undefined

/**
 * Whatever stands on the page that its reader's language does not have: sentences of the other catalogues, names of
 * keys, placeholders that nothing filled and, on an Arabic page, Latin words. Names stand in `bdi`; what is in another
 * language says so with `lang`; what is typed on a machine stands in `code`, `pre` or reads from the left.
 */
export async function untranslated(page: Page, language: 'fr' | 'ar'): Promise<string[]> {
  known ??= catalogues()
  const all = await known
  const own = all[language].words
  const foreign = languages
    .filter((one) => one !== language)
    .flatMap((one) => [...all[one].words].filter((text) => !own.has(text)))
  const single = new Set(foreign)
  const sentences = foreign.filter((text) => text.split(' ').length >= 3)
  const keys = new Set([...all.fr.keys, ...all.en.keys])
  return (await textsOf(page, language)).flatMap((raw) => {
    const text = plain(raw)
    const sentence = sentences.find((one) => text.includes(one))
    if (single.has(text) || sentence) return [`foreign: ${text}`]
    if (keys.has(text)) return [`a key: ${text}`]
    if (/(?<!\{)\{\w+\}(?!\})/.test(text)) return [`not filled: ${text}`]
    const latin = language === 'ar' ? (text.replace(names, '').match(/[A-Za-zÀ-ÿ]{2,}/g) ?? []) : []
    return latin.length ? [`Latin letters: ${text}`] : []
  })
}

/** What has no other name in Arabic: ours, those of programs, networks and formats, addresses, keys of files and records, keys to press. */
const names = new RegExp(
  `${deskWords('fr').product}|WhatsApp|Facebook|Telegram|LinkedIn|\\bQR\\b|\\bA[34]\\b|MAWJA_\\w+|Watts & Peretti|\\bMA\\b|\\bBE\\b|SPF|DKIM|DMARC|MX|TLS|PDF|SVG|CSV|XLSX|Parquet|HTML|YAML|MJML|DNS|UTC|\\brua\\b|p=none|\\bquarantine\\b|\\breject\\b|\\bwebhook\\b|\\bhttps\\b(?!:)|\\blayout\\b|\\{\\{\\w+\\}\\}|Ctrl\\+\\w+|\\b(?:Esc|Tab|F\\d)\\b|[A-Z]\\w+/[A-Z]\\w+|\\.zip|\\b[a-z]+-\\d{4}\\b|\\S+@\\S+|https?://\\S+|\\b[\\w-]+(\\.[\\w-]+)+\\b`,
  'g',
)

/** Everything a page says: its text and what stands in its attributes, but no names and nothing in another language. */
function textsOf(page: Page, language: string): Promise<string[]> {
  return page.evaluate((own) => {
    const apart = `bdi, code, pre, script, style, option, textarea, blockquote, [dir=ltr], [lang]:not([lang="${own}"])`
    // The title of a page that is headed by a name alone is that name.
    const heading = document.querySelector('h1')?.firstElementChild?.tagName
    // A chart repeats the names that its table has.
    const bare = (text: string | null) => (text ?? '').replace(/[\u200e\u200f\u2066-\u2069]/g, '').trim()
    const named = new Set([...document.querySelectorAll('bdi')].map((one) => bare(one.textContent)))
    const texts: string[] = heading === 'BDI' ? [] : [document.title.split(' · ')[0]!]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement!
      if (element.closest(apart)) continue
      if (element.closest('svg') && named.has(bare(node.textContent))) continue
      if (!(node instanceof Element)) texts.push(node.textContent ?? '')
      else
        for (const name of ['aria-label', 'alt', 'placeholder', 'title'])
          texts.push(node.getAttribute(name) ?? '')
    }
    return texts.map((text) => text.replace(/\u2068[^\u2069]*\u2069/g, '')).filter((text) => text.trim())
  }, language)
}
