import { sha256 } from '@noble/hashes/sha2.js'
import { randomBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { type ApiScope, apiScopes, scopesOf } from '../core/api-scope.ts'
import { AppError } from '../core/error.ts'
import { dayMs } from '../core/retention.ts'
import { toBase64Url, toHex } from '../core/token.ts'
import {
  type ApiKey,
  apiKeyByHash,
  apiKeysOf,
  insertApiKey,
  noteApiKeyUsed,
  revokeApiKey,
} from '../store/api-keys.ts'
import {
  findOfficer,
  type Institution,
  institutionById,
  type Officer,
  officerById,
} from '../store/institutions.ts'
import { audit } from './audit.ts'
import { command } from './command.ts'
import type { Deps } from './deps.ts'
import { institutionNamed, noOfficer } from './named.ts'

const institution = z.string().optional()

/** Keys of the interface for programs, as an operator makes them. */
export const apiKeyCommands = {
  'api-key add': command(
    z.strictObject({
      name: z.string().trim().min(1).max(100),
      as: z.string(),
      scopes: z.array(z.enum(apiScopes)).min(1),
      institution,
      expires: z.number().int().positive().optional(),
    }),
    addApiKey,
  ),
  'api-key list': command(z.strictObject({ institution }), listApiKeys),
  'api-key revoke': command(z.strictObject({ prefix: z.string(), institution }), revoke),
}

type NewKey = {
  name: string
  as: string
  scopes: ApiScope[]
  institution?: string | undefined
  expires?: number | undefined
}

/** @throws AppError `scope` for a scope that the person's role does not have, `expires`, `officer` */
async function addApiKey(deps: Deps, it: NewKey) {
  const owner = await institutionNamed(deps, it.institution)
  const officer = await findOfficer(deps.db, owner.id, it.as)
  if (!officer) throw await noOfficer(deps, it.as, owner)
  const scopes = apiScopes.filter((scope) => it.scopes.includes(scope))
  checkScopes(officer, scopes)
  const createdAt = deps.clock.now()
  if (it.expires !== undefined && it.expires <= createdAt)
    throw new AppError('invalid', 'expires', 'expires: write a date that is still to come')
  const key = `mawja_${toBase64Url(randomBytes(32))}`
  const prefix = key.slice(0, 14)
  const id = await insertApiKey(deps.db, {
    institutionId: owner.id,
    officerId: officer.id,
    name: it.name,
    hash: hashOf(key),
    prefix,
    scopes: JSON.stringify(scopes),
    createdAt,
    expiresAt: it.expires ?? null,
  })
  const detail = { scopes: scopes.join(' '), officer: officer.id }
  await audit(deps, {
    institutionId: owner.id,
    officerId: null,
    act: 'api-key-add',
    subject: `api-key:${id}`,
    detail,
  })
  return { key, prefix, name: it.name, institution: owner.slug, scopes, expires: day(it.expires ?? null) }
}

function checkScopes(officer: Officer, scopes: readonly ApiScope[]): void {
  const may = scopesOf(officer.role)
  const over = scopes.filter((scope) => !may.includes(scope))
  if (!over.length) return
  const line = `the role ${officer.role} does not have ${over.join(', ')}; it has ${may.join(', ')}`
  throw new AppError('forbidden', 'scope', line)
}

async function listApiKeys(deps: Deps, it: { institution?: string | undefined }) {
  const owner = await institutionNamed(deps, it.institution)
  const now = deps.clock.now()
  const keys = (await apiKeysOf(deps.db, owner.id)).map((key) => ({
    prefix: key.prefix,
    name: key.name,
    scopes: JSON.parse(key.scopes) as ApiScope[],
    state: key.revokedAt !== null ? 'revoked' : isExpired(key, now) ? 'expired' : 'open',
    created: day(key.createdAt),
    used: day(key.usedAt),
    expires: day(key.expiresAt),
  }))
  return { institution: owner.slug, keys }
}

/** @throws AppError `api-key` when there is no such key, or it was revoked before */
async function revoke(deps: Deps, it: { prefix: string; institution?: string | undefined }) {
  const owner = await institutionNamed(deps, it.institution)
  const now = deps.clock.now()
  const found = await revokeApiKey(deps.db, { institutionId: owner.id, prefix: it.prefix, now })
  if (!found)
    throw new AppError(
      'not_found',
      'api-key',
      'there is no such key that still opens; api-key list shows them',
    )
  const subject = `api-key:${found.id}`
  await audit(deps, { institutionId: owner.id, officerId: null, act: 'api-key-revoke', subject })
  return { prefix: it.prefix, revoked: true }
}

/** Who calls: the key, whose it is, and what it may do today. */
export type Caller = { key: ApiKey; institution: Institution; officer: Officer; scopes: readonly ApiScope[] }

/**
 * Opens a key. It is found by its hash, so that the time of the search tells nothing about a key (the hash of a guess
 * is no step towards the key), and it does no more than the role of its maker allows now.
 *
 * @returns null for a key that is unknown, revoked or expired
 */
export async function openApiKey(deps: Pick<Deps, 'db' | 'clock'>, secret: string): Promise<Caller | null> {
  if (!/^mawja_[\w-]{43}$/.test(secret)) return null
  const now = deps.clock.now()
  const key = await apiKeyByHash(deps.db, hashOf(secret))
  if (!key || key.revokedAt !== null || isExpired(key, now)) return null
  const officer = await officerById(deps.db, key.officerId)
  const owner = await institutionById(deps.db, key.institutionId)
  if (!officer || !owner) return null
  const today = Math.floor(now / dayMs) * dayMs
  if ((key.usedAt ?? 0) < today) await noteApiKeyUsed(deps.db, key.id, today)
  const may = scopesOf(officer.role)
  const scopes = (JSON.parse(key.scopes) as ApiScope[]).filter((scope) => may.includes(scope))
  return { key, institution: owner, officer, scopes }
}

const hashOf = (key: string) => toHex(sha256(utf8ToBytes(key)))
const isExpired = (key: ApiKey, now: number) => key.expiresAt !== null && key.expiresAt <= now
const day = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 10))
