import { suppressionReasons } from '../core/codes.ts'
import { normalEmail } from '../core/contact.ts'
import { addressHash } from '../core/token.ts'
import type { Institution } from '../store/institutions.ts'
import { addSuppressions, type Suppression } from '../store/suppressions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { type Chunks, readText } from './import-text.ts'

/** `rows` = added + known + refused; `problems` names the first refused by line, never by what stands there. */
export type ListAnswer = {
  rows: number
  added: number
  known: number
  refused: number
  problems: { line: number; reason: string }[]
}

const blockRows = 1000
const problemsNamed = 20
const longestLine = 2000

/**
 * Brings in a list of people who must not be written to: a line each, an e-mail address, a phone number (+32…) or a
 * keyed hash of this installation first, whatever follows. Lines of an export keep their reason and day. Nothing on the
 * list is ever changed or lifted, so the same file twice changes nothing.
 */
export async function importSuppressions(
  deps: Deps,
  it: { institution: Institution; chunks: Chunks },
): Promise<ListAnswer> {
  const answer: ListAnswer = { rows: 0, added: 0, known: 0, refused: 0, problems: [] }
  let block: Suppression[] = []
  const write = async () => {
    const added = block.length ? await addSuppressions(deps.db, it.institution.id, block) : 0
    answer.added += added
    answer.known += block.length - added
    block = []
  }
  for await (const { line, text } of linesOf(it.chunks)) {
    const row = readLine(deps, text)
    // The first line may say what the columns are.
    if (!row && answer.rows === 0 && isHeader(text)) continue
    answer.rows++
    if (row) block.push(row)
    else refuse(answer, line)
    if (block.length >= blockRows) await write()
  }
  await write()
  const { problems: _, ...detail } = answer
  const subject = `institution:${it.institution.id}`
  const act = {
    institutionId: it.institution.id,
    officerId: null,
    act: 'suppression-import',
    subject,
    detail,
  }
  await audit(deps, act)
  return answer
}

function refuse(answer: ListAnswer, line: number): void {
  answer.refused++
  const reason = 'neither an e-mail address, nor a phone number with its country, nor a hash of ours'
  if (answer.problems.length < problemsNamed) answer.problems.push({ line, reason })
}

function readLine(deps: Deps, text: string): Suppression | null {
  const [first = '', reason = '', day = ''] = text
    .split(/[,;\t]/)
    .map((cell) => cell.trim().replace(/^"|"$/g, ''))
  const now = deps.clock.now()
  if (/^[0-9a-f]{32}$/i.test(first)) {
    const at = /^\d{4}-\d{2}-\d{2}/.test(day) ? Date.parse(day) : Number.NaN
    const known = suppressionReasons.find((one) => one === reason) ?? 'list'
    return { hash: first.toLowerCase(), reason: known, createdAt: at <= now ? at : now }
  }
  const phone = /^\+[1-9]\d{6,14}$/.test(first.replace(/[ ().-]/g, '')) && first.replace(/[ ().-]/g, '')
  const email = phone ? null : normalEmail(first)
  if (!phone && !email) return null
  const hash = phone ? addressHash(deps.keys, 'phone', phone) : addressHash(deps.keys, 'email', email!)
  return { hash, reason: 'list', createdAt: now }
}

const isHeader = (text: string) => /^[\p{L}\p{M} _"'-]{2,40}([,;\t]|$)/u.test(text) && !text.includes('@')

/** Lines that are not blank, with their number. A line that no list has is cut short, and then refused. */
async function* linesOf(chunks: Chunks): AsyncGenerator<{ line: number; text: string }> {
  const decoder = new TextDecoder()
  let line = 1
  let rest = ''
  for await (const chunk of (await readText(chunks)).bytes) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop()!.slice(0, longestLine + 1)
    for (const part of parts) {
      if (part.trim()) yield { line, text: part.trim() }
      line++
    }
  }
  if (rest.trim()) yield { line, text: rest.trim() }
}
