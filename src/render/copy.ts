import { isScalar, LineCounter, parseDocument, type Scalar } from 'yaml'
import { type CopyStatus, copyStatuses } from '../core/campaign.ts'
import { Problems } from '../core/error.ts'

/** A copy file, read but not yet judged. */
export type Copy = {
  status: CopyStatus
  /** Of a landing page: its title. Empty in posts and share texts. */
  subject: string
  /** Of a landing page: its description. */
  preheader: string
  /** Of a landing page: what its picture says in messengers, where that is not the title. */
  headline?: string
  /** What stands below the front matter. */
  body: string
  /** Line of the file, from 1, on which the body begins. */
  bodyLine: number
  /** Where the words of a front matter key begin, line and column from 1. */
  places: Readonly<Record<string, Spot>>
}
export type Spot = { line: number; column: number }

/** Front matter of each kind of file: the key → its place in `Copy`. */
const keysOf = {
  mail: { subject: 'subject', preheader: 'preheader' },
  landing: { title: 'subject', description: 'preheader', headline: 'headline' },
  plain: {},
} as const

/**
 * Reads a copy file: YAML front matter between `---` lines, then the words.
 *
 * @param path  as the person knows the file; its name tells the kind: `landing.*`, `*.txt`, else a mail
 * @throws Problems `copy`, one line `path:line: what` each
 */
export function readCopy(path: string, source: string): Copy {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const lines = text.split('\n')
  if (lines[0]?.trimEnd() !== '---') {
    throw new Problems('copy', [
      `${path}:1: must begin with its front matter: lines such as "status: draft" between two lines ---`,
    ])
  }
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---')
  if (end < 0) throw new Problems('copy', [`${path}:1: the front matter has no second line ---`])
  const front = readFront(path, lines.slice(1, end).join('\n'))
  return { ...front, body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 }
}

function readFront(path: string, source: string): Omit<Copy, 'body' | 'bodyLine'> {
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false })
  const spot = (offset: number): Spot => {
    const { line, col } = counter.linePos(offset)
    // One more for the opening `---`.
    return { line: line + 1, column: col }
  }
  const problems = document.errors.map(
    (error) => `${path}:${spot(error.pos[0]).line}: ${hint(error.message)}`,
  )
  const front: Front = { path, spot, problems, values: new Map(), places: {} }
  if (!problems.length)
    for (const [key, node] of pairsOf(document.contents, front)) readPair(front, key, node)
  const status = front.values.get('status') ?? 'draft'
  if (!isStatus(status)) {
    problems.push(
      `${path}:${front.places.status?.line ?? 1}: status is "${status}"; it can be ${copyStatuses.join(', ')}`,
    )
  }
  if (problems.length) throw new Problems('copy', problems)
  const value = (name: string) => front.values.get(name) ?? ''
  return {
    status: status as CopyStatus,
    subject: value('subject'),
    preheader: value('preheader'),
    headline: value('headline'),
    places: front.places,
  }
}

type Front = {
  path: string
  spot(offset: number): Spot
  problems: string[]
  values: Map<string, string>
  places: Record<string, Spot>
}
type Pair = [key: string, node: Scalar | null]

function pairsOf(contents: unknown, { path, problems }: Front): Pair[] {
  if (contents === null) return []
  const items = (contents as { items?: { key: Scalar; value: Scalar | null }[] }).items
  if (items?.every((item) => isScalar(item?.key)))
    return items.map((item) => [String(item.key.value), item.value])
  problems.push(`${path}:2: the front matter must be lines of the form "key: words"`)
  return []
}

function readPair(front: Front, key: string, node: Scalar | null): void {
  const { path, spot, problems } = front
  const known: Readonly<Record<string, string>> = { ...keysOf[kindOf(path)], status: 'status' }
  const at = node?.range ? spot(node.range[0]) : { line: 1, column: 1 }
  if (!Object.hasOwn(known, key)) {
    problems.push(
      `${path}:${at.line}: "${key}" is not known here; known are ${Object.keys(known).join(', ')}`,
    )
  } else if (node && !isScalar(node)) {
    problems.push(`${path}:${at.line}: ${key} must be words; put them in quotes if they begin with {{`)
  } else {
    front.values.set(known[key]!, node?.value == null ? '' : (node.source ?? String(node.value)).trim())
    const quoted = node?.type === 'QUOTE_DOUBLE' || node?.type === 'QUOTE_SINGLE'
    front.places[known[key]!] = quoted ? { ...at, column: at.column + 1 } : at
  }
}

function kindOf(path: string): keyof typeof keysOf {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.endsWith('.txt')) return 'plain'
  return name.startsWith('landing.') ? 'landing' : 'mail'
}

const isStatus = (text: string): text is CopyStatus => (copyStatuses as readonly string[]).includes(text)

/** French puts a blank before a colon, and YAML takes that for a key: the commonest slip by far. */
function hint(message: string): string {
  const first = message.split('\n')[0]!.trim()
  return /nested mappings|implicit keys|flow|unexpected/i.test(first)
    ? `${first} (words that contain ": " or begin with {{ must stand in quotes)`
    : first
}
