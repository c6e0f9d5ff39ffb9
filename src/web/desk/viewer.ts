import type { Context } from 'hono'
import type { Deps } from '../../engine/deps.ts'
import { institutionById } from '../../store/institutions.ts'
import type { Env } from '../answer.tsx'
import type { Viewer } from './frame.tsx'

export async function viewerOf(deps: Deps, c: Context<Env>): Promise<Viewer> {
  const { email, role, institutionId } = c.get('officer')
  const institution = (await institutionById(deps.db, institutionId))?.name ?? ''
  // After a refused POST the path is the action's own; its page is one step up.
  const path = c.req.method === 'GET' ? c.req.path : c.req.path.split('/').slice(0, 4).join('/')
  return { language: c.get('deskLanguage'), institution, email, role, path }
}
