import { AppError } from '../../../core/error.ts'
import { emptyCopy } from '../../../engine/new-folder.ts'
import { type Copy, readCopy } from '../../../render/copy.ts'
import { editCopy } from '../../../render/copy-edit.ts'
import { likeBefore, type Typed } from './typed.ts'

/** The parts of a copy file that have a field of their own. */
export type CopyFields = Pick<Copy, 'subject' | 'preheader' | 'headline' | 'status' | 'body'>

/** The parts of a file, or null when it has none: settings, and copy whose front matter cannot be read. */
export function fieldsIn(path: string, text: string): CopyFields | null {
  if (path === 'campaign.yaml') return null
  try {
    const { subject, preheader, headline = '', status, body } = readCopy(path, text)
    return { subject, preheader, headline, status, body }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/**
 * The whole file that a form stands for.
 *
 * @param before  the file as it is now, null when there is none: its comments and line ends stay
 */
export function textTyped(path: string, typed: Typed, before: string | null): string {
  const whole = typed('text')
  if (whole !== undefined) return likeBefore(whole, before ?? '')
  const ground = before !== null && fieldsIn(path, before) ? before : emptyCopy(path)
  const now = fieldsIn(path, ground)!
  const edit: Partial<CopyFields> = {}
  for (const field of ['subject', 'preheader', 'headline'] as const) {
    const words = typed(field)
    // One line holds no line ends: words that differ in nothing else were not touched.
    if (words !== undefined && onOneLine(words) !== onOneLine(now[field] ?? '')) edit[field] = words
  }
  const status = typed('status')
  if (status === 'draft' || status === 'machine' || status === 'reviewed') edit.status = status
  const body = typed('body')
  if (body !== undefined) edit.body = body
  return editCopy(path, ground, edit)
}

const onOneLine = (words: string): string => words.replace(/\s+/g, ' ').trim()
