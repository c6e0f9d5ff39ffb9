import { type VisualWords, visualWords } from '../../../i18n/desk/visual-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { say } from '../../ui/say.ts'

/** Says a tag of a layout in words: "Footer", "Only if: official notice", "Body of the message". */
export function nameOfTag(language: DeskLanguage, tag: string): string {
  const words = visualWords(language)
  const element = /^<([\w-]+)>$/.exec(tag)?.[1]
  if (element) return words.elements[element] ?? element
  const part = /\{\{~?>\s*([\w-]+)/.exec(tag)?.[1]
  if (part) return words.parts[part] ?? part
  const [, sign, path] = /^\\?\{\{\{?~?\s*([#^/!]|else\b)?\s*([^{}~]*?)\s*~?\}/.exec(tag) ?? []
  if (sign === '!') return words.tags.note
  if (sign === '/') return words.tags.end
  if (sign === 'else' || path === 'else') return conditionOf(language, (path ?? '').replace(/^else\s*/, ''))
  if (sign) return conditionOf(language, path ?? '')
  return valueName(words, path ?? '')
}

/** `if share`, `unless bulk`, `each share.buttons`; nothing = otherwise. */
function conditionOf(language: DeskLanguage, text: string): string {
  const words = visualWords(language)
  const [, kind, path] = /^(if|unless|each|with)\s+([\w.@-]+)/.exec(text) ?? []
  if (!kind) return words.tags.otherwise
  const sentence =
    kind === 'unless' ? words.tags.unless : kind === 'each' ? words.tags.each : words.tags.onlyIf
  return say(language, sentence, { name: valueName(words, path ?? '') })
}

const valueName = (words: VisualWords, path: string): string => words.values[path] ?? path
