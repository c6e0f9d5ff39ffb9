import type { Context } from 'hono'
import { AppError, statusOf } from '../../../core/error.ts'
import { addressHash } from '../../../core/token.ts'
import type { Deps } from '../../../engine/deps.ts'
import {
  givenReasons,
  liftSuppression,
  listSuppressions,
  suppressAddress,
} from '../../../engine/suppression.ts'
import { suppressionCounts, suppressionOf } from '../../../store/suppressions.ts'
import { type Env, page } from '../../answer.tsx'
import { fieldsOf } from '../../reader.ts'
import { adminView, csvAnswer, inTheName, ownInstitution, refused } from './acting.ts'
import { type Looked, SuppressionsPage, type TypedAddress } from './suppressions.tsx'

type Handler = (c: Context<Env>) => Promise<Response>
const home = '/desk/admin/suppressions'
const nothing: TypedAddress = { email: '', reason: 'officer', because: '', erased: false }

/** To whom the institution must not write. An address is asked about by POST: it stands in no URL and no log. */
export function suppressionPages(deps: Deps) {
  const list = async (c: Context<Env>, it: { refusal?: AppError; typed?: TypedAddress; looked?: Looked }) => {
    const props = {
      ...(await adminView(deps, c, it.refusal)),
      counts: await suppressionCounts(deps.db, c.get('officer').institutionId),
      typed: it.typed ?? nothing,
      looked: it.looked,
    }
    return page(c, <SuppressionsPage {...props} />, it.refusal ? statusOf[it.refusal.code] : 200)
  }

  const look: Handler = async (c) => {
    const typed = await typedOf(c)
    if (!isAddress(typed.email)) return list(c, { typed, refusal: noAddress() })
    const hash = addressHash(deps.keys, 'email', typed.email)
    const row = await suppressionOf(deps.db, { institutionId: c.get('officer').institutionId, hash })
    return list(c, { typed, looked: row ?? 'absent' })
  }

  const add: Handler = async (c) => {
    const typed = await typedOf(c)
    const reason = givenReasons.find((one) => one === typed.reason)
    if (!isAddress(typed.email) || !reason) return list(c, { typed, refusal: noAddress() })
    const institution = await ownInstitution(deps, c)
    await suppressAddress(inTheName(deps, c), { institution, email: typed.email, reason })
    return c.redirect(`${home}?done`, 303)
  }

  const lift: Handler = async (c) => {
    const typed = await typedOf(c)
    if (!isAddress(typed.email)) return list(c, { typed, refusal: noAddress() })
    const { email, because, erased } = typed
    const it = { institution: await ownInstitution(deps, c), email, because, erased }
    const answer = await refused(liftSuppression(inTheName(deps, c), it))
    if ('refusal' in answer) return list(c, { typed, refusal: answer.refusal })
    return c.redirect(`${home}?done`, 303)
  }

  const csv: Handler = async (c) => {
    const rows: (string | number | null)[][] = [['hash', 'reason', 'since']]
    for await (const some of listSuppressions(deps, await ownInstitution(deps, c)))
      for (const { hash, reason, createdAt } of some)
        rows.push([hash, reason, new Date(createdAt).toISOString()])
    return csvAnswer(c, 'suppressions', rows)
  }

  return { list: (c: Context<Env>) => list(c, {}), look, add, lift, csv }
}

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
const noAddress = () => new AppError('invalid', 'input', 'email: write an e-mail address')

async function typedOf(c: Context<Env>): Promise<TypedAddress> {
  const fields = await fieldsOf(c)
  const word = (name: string) => fields.get(name) ?? ''
  return {
    email: word('email').toLowerCase(),
    reason: word('reason') || 'officer',
    because: word('because'),
    erased: fields.has('erased'),
  }
}
