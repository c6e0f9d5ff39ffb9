import { isScalar, parseDocument } from 'yaml'
import { type Copy, readCopy } from './copy.ts'

/**
 * What the form of a copy file asks. On a landing page `subject` is its title and `preheader` its description; only there
 * is a `headline`.
 */
export type CopyEdit = Partial<Pick<Copy, 'subject' | 'preheader' | 'headline' | 'status' | 'body'>>

/**
 * A copy file with other words in it. Only the words that differ are replaced: comments, order and quotation marks of
 * the rest stay as they are, and a file in which nothing differs comes back byte for byte.
 *
 * @throws Problems `copy` when the file cannot be read
 */
export function editCopy(path: string, source: string, edit: CopyEdit): string {
  const now = readCopy(path, source)
  const newline = source.includes('\r\n') ? '\r\n' : '\n'
  const [, head, front, foot, body] =
    /^(\uFEFF?---[^\S\n]*\n)([\s\S]*?)(^---[^\S\n]*(?:\n|$))([\s\S]*)$/m.exec(source)!
  const isPage = path.slice(path.lastIndexOf('/') + 1).startsWith('landing.')
  const keys = { subject: isPage ? 'title' : 'subject', preheader: isPage ? 'description' : 'preheader' }
  let edited = front!
  for (const field of ['subject', 'preheader', 'headline', 'status'] as const) {
    const words = edit[field]?.replace(/\s+/g, ' ').trim()
    if (words === undefined || words === now[field]) continue
    edited = setValue(
      edited,
      field === 'status' || field === 'headline' ? field : keys[field],
      words,
      newline,
    )
  }
  const said = edit.body?.replace(/\r\n?/g, '\n')
  if (said === undefined || said === now.body) return head! + edited + foot! + body!
  const kept = foot!.endsWith('\n') ? foot! : foot! + newline
  return head! + edited + kept + said.replaceAll('\n', newline)
}

/** Exchanges the words behind a key where they stand, or adds a line. */
function setValue(front: string, key: string, words: string, newline: string): string {
  const node = parseDocument(front).get(key, true)
  const line = `${key}: ${scalar(words)}`
  if (!isScalar(node) || !node.range) {
    const bare = new RegExp(`^${key}:[^\\S\\n]*(?=\\r?$)`, 'm')
    return bare.test(front) ? front.replace(bare, () => line) : `${front}${line}${newline}`
  }
  const [from, to] = node.range
  // A key without words has an empty place right behind its colon.
  const gap = from === to && front[from - 1] === ':' ? ' ' : ''
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED' ? newline : ''
  return front.slice(0, from) + gap + scalar(words) + block + front.slice(to)
}

/** Without quotation marks where they mean the same, as a person would write it. */
function scalar(words: string): string {
  const plain = parseDocument(`key: ${words}`, { prettyErrors: false })
  const node = plain.errors.length ? null : plain.get('key', true)
  const same =
    isScalar(node) && node.type === 'PLAIN' && node.source === words && !plain.comment && !node.comment
  return same ? words : JSON.stringify(words)
}
