import type { Context } from 'hono'
import { apiScopes, scopesOf } from '../../../core/api-scope.ts'
import { type AppError, statusOf } from '../../../core/error.ts'
import { runCommand } from '../../../engine/commands.ts'
import type { Deps } from '../../../engine/deps.ts'
import { type Env, page } from '../../answer.tsx'
import { fieldsOf, formOf } from '../../reader.ts'
import { adminView, inTheName, ownInstitution, refused } from './acting.ts'
import { type KeyLine, KeysPage, MadePage, type TypedKey } from './keys.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const nothing: TypedKey = { name: '', expires: '', scopes: [] }

/** Keys with which programs act for the institution. */
export function keyPages(deps: Deps) {
  const list = async (c: Context<Env>, refusal?: AppError, typed = nothing) => {
    const { slug } = await ownInstitution(deps, c)
    const { keys } = (await runCommand(deps, 'api-key list', { institution: slug })) as { keys: KeyLine[] }
    const props = {
      ...(await adminView(deps, c, refusal)),
      keys,
      typed,
      may: scopesOf(c.get('officer').role),
    }
    return page(c, <KeysPage {...props} />, refusal ? statusOf[refusal.code] : 200)
  }

  const make: Handler = async (c) => {
    const typed = typedOf(await fieldsOf(c))
    const input = {
      name: typed.name,
      scopes: typed.scopes,
      as: c.get('officer').email,
      institution: (await ownInstitution(deps, c)).slug,
      ...(typed.expires ? { expires: Date.parse(`${typed.expires}T00:00:00Z`) } : {}),
    }
    const answer = await refused(runCommand(inTheName(deps, c), 'api-key add', input))
    if ('refusal' in answer) return list(c, answer.refusal, typed)
    const { key } = answer.value as { key: string }
    return page(c, <MadePage {...(await adminView(deps, c))} name={typed.name} secret={key} />)
  }

  const revoke: Handler = async (c) => {
    const prefix = (await formOf(c))('prefix')
    const { slug } = await ownInstitution(deps, c)
    const act = runCommand(inTheName(deps, c), 'api-key revoke', { prefix, institution: slug })
    const answer = await refused(act)
    return 'refusal' in answer ? list(c, answer.refusal) : c.redirect('/desk/admin/keys?done', 303)
  }

  return { list: (c: Context<Env>) => list(c), make, revoke }
}

const typedOf = (fields: ReadonlyMap<string, string>): TypedKey => ({
  name: fields.get('name') ?? '',
  expires: fields.get('expires') ?? '',
  scopes: apiScopes.filter((scope) => fields.has(scope)),
})
