import type { Context } from 'hono'
import { type AppError, statusOf } from '../../../core/error.ts'
import { runCommand } from '../../../engine/commands.ts'
import type { Deps } from '../../../engine/deps.ts'
import { sending } from '../../../engine/sending.ts'
import { lookAtDomain } from '../../../engine/sending-look.ts'
import { ownDomain } from '../../../engine/sending-warm-up.ts'
import { type Env, page } from '../../answer.tsx'
import { formOf } from '../../reader.ts'
import { adminView, inTheName, ownInstitution, refused } from './acting.ts'
import { SendingPage } from './sending.tsx'

type Handler = (c: Context<Env>) => Promise<Response>

/** How sending stands, and the verbs of domains: `preflight`, `warm-up start`, `warm-up stop`. */
export function sendingPages(deps: Deps) {
  const show = async (c: Context<Env>, refusal?: AppError) => {
    const { institutionId } = c.get('officer')
    const props = {
      ...(await adminView(deps, c, refusal)),
      sending: await sending(deps, institutionId),
      now: deps.clock.now(),
    }
    return page(c, <SendingPage {...props} />, refusal ? statusOf[refusal.code] : 200)
  }

  const done = async (c: Context<Env>, act: Promise<unknown>, part: string) => {
    const answer = await refused(act)
    return 'refusal' in answer ? show(c, answer.refusal) : c.redirect(`/desk/admin/sending?done#${part}`, 303)
  }

  const look: Handler = async (c) => {
    const domain = (await formOf(c))('domain')
    const institution = await ownInstitution(deps, c)
    return done(c, lookAtDomain(inTheName(deps, c), { institution, domain }), 'domains')
  }

  const start: Handler = async (c) => {
    const typed = await formOf(c)
    const domain = typed('domain')
    const from = typed('from')
    const input = {
      domain,
      first: Number(typed('first')),
      growth: Number(typed('growth').replace(',', '.')),
      ...(from ? { from } : {}),
    }
    return done(c, asOwner(c, domain, 'warm-up start', input), 'warm-up')
  }

  const stop: Handler = async (c) => {
    const domain = (await formOf(c))('domain')
    return done(c, asOwner(c, domain, 'warm-up stop', { domain }), 'warm-up')
  }

  const asOwner = async (
    c: Context<Env>,
    domain: string,
    verb: 'warm-up start' | 'warm-up stop',
    input: Record<string, string | number>,
  ) => {
    await ownDomain(deps, { institutionId: c.get('officer').institutionId, domain })
    return runCommand(inTheName(deps, c), verb, input)
  }

  return { show: (c: Context<Env>) => show(c), look, start, stop }
}
