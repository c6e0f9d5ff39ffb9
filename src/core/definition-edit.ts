import { type Document, isMap, isScalar, parseDocument } from 'yaml'
import { mapChange } from './definition-edit-map.ts'
import type { Change, Place } from './definition-edit-place.ts'
import { isRecord, keysOf, pair, same } from './definition-edit-text.ts'
import { AppError } from './error.ts'

/** A file holds fewer differences than this, and each turn takes one away. */
const mostTurns = 2000

/**
 * `campaign.yaml` (or any YAML of one document) with other values in it. What is the same keeps its bytes: comments,
 * order, quotation marks, line ends. What is removed takes along the comments inside it; an item of a list, those above it.
 *
 * @param next  the whole value that the text is to have; a key that is `undefined` is left out. A new key comes after the
 *              key before it in `next`
 * @returns text that reads as `next`
 * @throws AppError `form-cannot` when the text cannot be read, or has aliases or marks in the way: it is edited as text
 */
export function editDefinition(source: string, next: Record<string, unknown>): string {
  let text = source
  for (let turn = 0; turn < mostTurns; turn++) {
    const document = readPlain(text)
    if (same(valuesOf(document), next)) return text
    const newline = text.includes('\r\n') ? '\r\n' : '\n'
    const change = documentChange(document, next, {
      document,
      source: text,
      newline,
      indent: '',
      inFlow: false,
    })
    if (!change) break
    const changed = text.slice(0, change.from) + change.text + text.slice(change.to)
    if (changed === text) break
    text = changed
  }
  throw cannot()
}

/** The values of a text. @throws AppError `form-cannot` when it has none */
export function definitionValues(source: string): Record<string, unknown> {
  const values = valuesOf(readPlain(source))
  if (!isRecord(values)) throw cannot()
  return values
}

function readPlain(text: string): Document.Parsed {
  const document = parseDocument(text, { prettyErrors: false })
  if (document.errors.length) throw cannot()
  return document
}

function valuesOf(document: Document.Parsed): unknown {
  try {
    return document.toJS() ?? {}
  } catch {
    // A name that nothing was given (`*x`).
    throw cannot()
  }
}

const cannot = () =>
  new AppError(
    'invalid',
    'form-cannot',
    'campaign.yaml is written in a way that no form can change: edit its text',
  )

function documentChange(
  document: Document.Parsed,
  next: Record<string, unknown>,
  place: Place,
): Change | null {
  const { contents } = document
  if (isMap(contents) && contents.items.length) return mapChange(contents, next, place)
  const { source, newline } = place
  const [key] = keysOf(next)
  if (isMap(contents)) {
    const [from, to] = contents.range!
    return { from, to, text: pair(key!, next[key!], '', newline) }
  }
  if (contents !== null && !(isScalar(contents) && contents.source === '')) return null
  const gap = source === '' || source.endsWith('\n') ? '' : newline
  const text = `${gap}${pair(key!, next[key!], '', newline)}${newline}`
  return { from: source.length, to: source.length, text }
}
