import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { AppError, Problems } from '../core/error.ts'
import { toHex } from '../core/token.ts'
import { longestLayout } from '../render/layout-check.ts'
import { institutionById, type Officer } from '../store/institutions.ts'
import {
  deleteLayout,
  insertLayoutVersion,
  type Layout,
  layoutNamed,
  layoutVersion,
  publishVersion,
} from '../store/templates.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { mayWrite } from './drafts.ts'
import { isLayoutName, lintLayout, usesOfLayout } from './templates.ts'

/** A layout as it is being written. `base` names exactly this state, as for the files of a campaign. */
export type LayoutDraft = {
  name: string
  source: string
  base: string
  /** The house's file of this name, if it has one. */
  house: string | null
  own: Layout | null
}

/** @returns null where neither the house nor the institution has such a file */
export async function layoutDraft(
  deps: Deps,
  institutionId: number,
  name: string,
): Promise<LayoutDraft | null> {
  if (!isLayoutName(name)) return null
  const own = await layoutNamed(deps.db, institutionId, name)
  const house = houseFile(deps, name)
  const source = own?.source ?? house
  if (source === null) return null
  return { name, source, base: `${own?.version ?? 0}.${hashOf(source).slice(0, 16)}`, house, own }
}

export function houseFile(deps: Deps, name: string): string | null {
  const path = `${name}.mjml`
  return Object.hasOwn(deps.templates, path) ? deps.templates[path]! : null
}

const hashOf = (source: string): string => toHex(sha256(utf8ToBytes(source)))

export type LayoutSaved =
  | { outcome: 'saved' | 'unchanged'; version: number }
  | { outcome: 'conflict'; theirs: LayoutDraft | null }

/**
 * Saves a text of a layout; no mail is made from it before it is published.
 *
 * @param base  the state that the writer began from, `new` for a layout that must not be there yet; undefined = whatever
 *              is there (a file that is brought in)
 * @throws AppError `role` | `layout-name` | `too-big`
 */
export async function saveLayout(
  deps: Deps,
  it: { officer: Officer; name: string; source: string; base?: string | undefined },
): Promise<LayoutSaved> {
  checkWriter(it.officer)
  const { officer, name, source } = it
  if (!isLayoutName(name))
    throw new AppError(
      'invalid',
      'layout-name',
      `"${name}" cannot name a layout: use small letters, digits and hyphens`,
    )
  if (source.length > longestLayout)
    throw new AppError('invalid', 'too-big', `${name} is longer than ${longestLayout} characters`)
  const { institutionId } = officer
  const now = await layoutDraft(deps, institutionId, name)
  if (now?.own?.source === source) return { outcome: 'unchanged', version: now.own.version }
  if (it.base !== undefined && (now?.base ?? 'new') !== it.base) return { outcome: 'conflict', theirs: now }
  const version = (now?.own?.version ?? 0) + 1
  const row = { institutionId, name, version, source, hash: hashOf(source), officerId: officer.id }
  if (!(await insertLayoutVersion(deps.db, { ...row, createdAt: deps.clock.now() })))
    return { outcome: 'conflict', theirs: await layoutDraft(deps, institutionId, name) }
  await note(deps, officer, 'layout-save', name, { version, hash: row.hash })
  return { outcome: 'saved', version }
}

/**
 * Makes the newest saved text the one that mails are made from. Editions stay as they are: a campaign gets it when it
 * is published anew.
 *
 * @throws Problems with one line per fault, `name.mjml:line:column: what`; AppError `role` | `layout` | `saved-since`
 */
export async function publishLayout(
  deps: Deps,
  it: { officer: Officer; name: string },
): Promise<{ name: string; version: number; hash: string; unchanged: boolean }> {
  checkWriter(it.officer)
  const { officer, name } = it
  const own = await ownLayout(deps, officer, name)
  const answer = { name, version: own.version, hash: own.hash }
  if (own.published === own.version) return { ...answer, unchanged: true }
  const institution = (await institutionById(deps.db, officer.institutionId))!
  const faults = await lintLayout(deps, { institution, name, source: own.source, thorough: true })
  if (faults.length)
    throw new Problems(
      'template',
      faults.map(({ line, column, what }) => `${name}.mjml:${line}:${column}: ${what}`),
    )
  const row = { layoutId: own.id, version: own.version, officerId: officer.id, at: deps.clock.now() }
  if (!(await publishVersion(deps.db, row)))
    throw new AppError('conflict', 'saved-since', `somebody saved ${name} in the meantime: look at it again`)
  await note(deps, officer, 'layout-publish', name, { version: own.version, hash: own.hash })
  return { ...answer, unchanged: false }
}

/**
 * Removes an institution's layout with its history. One that has the house's behind it may go at any time: campaigns
 * that are published anew get the house's.
 *
 * @throws AppError `role` | `layout` | `in-use`
 */
export async function removeLayout(
  deps: Deps,
  it: { officer: Officer; name: string },
): Promise<{ name: string }> {
  checkWriter(it.officer)
  const { officer, name } = it
  const own = await ownLayout(deps, officer, name)
  const uses = await usesOfLayout(deps, officer.institutionId, name)
  if (houseFile(deps, name) === null && uses.length)
    throw new AppError('conflict', 'in-use', `${name} is used by ${uses.map(({ slug }) => slug).join(', ')}`)
  await deleteLayout(deps.db, own.id)
  await note(deps, officer, 'layout-remove', name, { version: own.version, hash: own.hash })
  return { name }
}

/** What an earlier version said. @param source  `3`, or `house` @throws AppError `version` */
export async function earlierLayout(deps: Deps, draft: LayoutDraft, source: string): Promise<string> {
  const isNumber = /^\d{1,9}$/.test(source)
  const saved = isNumber && draft.own ? await layoutVersion(deps.db, draft.own.id, Number(source)) : null
  const text = source === 'house' ? draft.house : saved
  if (text === null) throw new AppError('not_found', 'version', `${draft.name} has no such version`)
  return text
}

async function ownLayout(deps: Deps, { institutionId }: Officer, name: string): Promise<Layout> {
  const own = isLayoutName(name) ? await layoutNamed(deps.db, institutionId, name) : null
  if (!own) throw new AppError('not_found', 'layout', `the institution has no layout "${name}" of its own`)
  return own
}

function checkWriter({ role }: Officer): void {
  if (!mayWrite(role)) throw new AppError('forbidden', 'role', `a ${role} reads layouts; an officer writes`)
}

const note = (
  deps: Deps,
  { id: officerId, institutionId }: Officer,
  act: string,
  name: string,
  detail: Record<string, string | number>,
) => audit(deps, { institutionId, officerId, act, subject: `layout:${name}`, detail })
