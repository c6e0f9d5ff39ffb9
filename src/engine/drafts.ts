import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { AppError } from '../core/error.ts'
import { toHex } from '../core/token.ts'
import { type Campaign, editionById, filesOf } from '../store/campaigns.ts'
import { draftVersion, insertDraft, insertDraftCampaign, newestDrafts } from '../store/drafts.ts'
import type { Officer } from '../store/institutions.ts'
import { audit } from './audit.ts'
import type { Deps } from './deps.ts'
import { type Published, publish } from './publish.ts'

/** A file as it stands in the draft. `base` names exactly this state: whoever saves says from which one they began. */
export type Draft = { body: string; version: number; base: string; changed: boolean }

/** A folder holds as many files as steps times languages need; a file holds a letter, not a book. */
export const folderLimits = { files: 500, fileBytes: 200_000, bytes: 1_500_000 } as const

/** `campaign.yaml`, `STEP.LANGUAGE.md`, `STEP.VARIANT.LANGUAGE.txt`: no folders, no way out of the folder. */
export const isFolderPath = (path: string): boolean =>
  path === 'campaign.yaml' || /^[a-z0-9][a-z0-9-]{0,62}(\.[a-z0-9][a-z0-9-]{0,62}){1,2}\.(md|txt)$/.test(path)

/** The folder as it is being written: the newest edition, and in it whatever was saved since. */
export async function draftOf(deps: Deps, campaign: Campaign): Promise<Record<string, Draft>> {
  const edition = campaign.editionId === null ? undefined : await editionById(deps.db, campaign.editionId)
  const published = edition ? await filesOf(deps.db, edition.id) : {}
  const saved = await newestDrafts(deps.db, campaign.id)
  const files = new Map<string, Draft>()
  const add = (path: string, body: string, version: number) =>
    files.set(path, { body, version, base: baseOf(version, body), changed: body !== published[path] })
  for (const [path, body] of Object.entries(published)) {
    add(path, body, saved.find((one) => one.path === path)?.version ?? 0)
  }
  for (const { path, version, body, createdAt } of saved) {
    // An edition that came later by another way holds what its author meant; the older draft stays in the history.
    if (!edition || createdAt >= edition.createdAt) add(path, body, version)
  }
  return Object.fromEntries([...files].sort(([one], [other]) => (one < other ? -1 : 1)))
}

export const bodiesOf = (draft: Record<string, Draft>): Record<string, string> =>
  Object.fromEntries(Object.entries(draft).map(([path, { body }]) => [path, body]))

/** State of a file that is not there yet. */
export const noBase = baseOf(0, '')

function baseOf(version: number, body: string): string {
  return `${version}.${toHex(sha256(utf8ToBytes(body))).slice(0, 16)}`
}

export type Saved = { outcome: 'saved' | 'unchanged' } | { outcome: 'conflict'; theirs: Draft | null }

/**
 * Saves a file of the draft; publishes nothing.
 *
 * @param base  the state that the writer began from; when it is not the present one nothing is written and the
 *              present one comes back, so that both can be shown
 * @throws AppError `role` | `path` | `too-big`
 */
export async function saveDraft(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; path: string; body: string; base: string },
): Promise<Saved> {
  checkWriter(it.officer)
  checkFile(it.path, it.body)
  const { campaign, path, body } = it
  const now = (await draftOf(deps, campaign))[path] ?? null
  if (now?.body === body) return { outcome: 'unchanged' }
  if ((now?.base ?? noBase) !== it.base) return { outcome: 'conflict', theirs: now }
  const version = (now?.version ?? 0) + 1
  const row = { campaignId: campaign.id, path, version, body, officerId: it.officer.id }
  if (await insertDraft(deps.db, { ...row, createdAt: deps.clock.now() })) return { outcome: 'saved' }
  return { outcome: 'conflict', theirs: (await draftOf(deps, campaign))[path] ?? null }
}

/**
 * What a saved version or an edition said, for reading and for taking it back.
 *
 * @param source  `v3` or `e12`
 * @throws AppError `version`
 */
export async function earlierText(
  deps: Deps,
  campaign: Campaign,
  path: string,
  source: string,
): Promise<string> {
  const [, kind, digits] = /^([ve])(\d{1,15})$/.exec(source) ?? []
  const body = kind === 'e' ? await ofEdition(deps, campaign, path, Number(digits)) : null
  const text = kind === 'v' ? await draftVersion(deps.db, campaign.id, path, Number(digits)) : body
  if (text === null) throw new AppError('not_found', 'version', `${path} has no such version`)
  return text
}

async function ofEdition(deps: Deps, campaign: Campaign, path: string, id: number): Promise<string | null> {
  const edition = await editionById(deps.db, id)
  if (edition?.campaignId !== campaign.id) return null
  return (await filesOf(deps.db, id))[path] ?? null
}

/** Publishes exactly the files of the draft. @throws what `publish` throws */
export async function publishDraft(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer },
): Promise<Published> {
  checkWriter(it.officer)
  const files = bodiesOf(await draftOf(deps, it.campaign))
  return publish(deps, { slug: it.campaign.slug, files, author: it.officer, place: '' })
}

/**
 * Begins a campaign from a folder. What is wrong in its files may be mended later; nothing is published.
 *
 * @throws AppError `role` | `slug` | `slug-taken` | `path` | `too-big`
 */
export async function startDraft(
  deps: Deps,
  it: { slug: string; officer: Officer; files: Record<string, string> },
): Promise<void> {
  checkWriter(it.officer)
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(it.slug) || it.slug === 'new' || it.slug.startsWith('service-')) {
    throw new AppError('invalid', 'slug', 'a campaign is named with small letters, digits and hyphens')
  }
  for (const [path, body] of Object.entries(it.files)) checkFile(path, body)
  const { id: officerId, institutionId } = it.officer
  const row = { institutionId, officerId, slug: it.slug, files: it.files, createdAt: deps.clock.now() }
  if (!(await insertDraftCampaign(deps.db, row))) {
    throw new AppError('conflict', 'slug-taken', `there is a campaign called "${it.slug}" already`)
  }
  await audit(deps, { institutionId, officerId, act: 'draft', subject: `campaign-slug:${it.slug}` })
}

export const mayWrite = (role: string): boolean => role === 'officer' || role === 'admin'

function checkWriter({ role }: Officer): void {
  if (!mayWrite(role)) throw new AppError('forbidden', 'role', `a ${role} reads campaigns; an officer writes`)
}

function checkFile(path: string, body: string): void {
  if (!isFolderPath(path)) throw new AppError('invalid', 'path', `"${path}" cannot be a file of a campaign`)
  if (utf8ToBytes(body).length > folderLimits.fileBytes) {
    throw new AppError('invalid', 'too-big', `${path} is longer than ${folderLimits.fileBytes} bytes`)
  }
}
