import type { Context, MiddlewareHandler } from 'hono'
import { csvRow } from '../../../core/csv-cell.ts'
import { AppError } from '../../../core/error.ts'
import type { Deps } from '../../../engine/deps.ts'
import { type Institution, institutionById } from '../../../store/institutions.ts'
import type { Env } from '../../answer.tsx'
import { attachment } from '../../attachment.ts'
import { viewerOf } from '../viewer.ts'
import type { AdminView } from './admin-frame.tsx'

/** For others than admins these pages are not there. */
export const adminGuard: MiddlewareHandler<Env> = async (c, next) => {
  if (c.get('officer').role !== 'admin') throw new AppError('not_found', 'page', 'there is no such page')
  await next()
}

/** Verbs act in the name of whoever is signed in. */
export const inTheName = (deps: Deps, c: Context<Env>): Deps => ({ ...deps, actor: c.get('officer').id })

export const ownInstitution = async (deps: Deps, c: Context<Env>): Promise<Institution> =>
  (await institutionById(deps.db, c.get('officer').institutionId))!

export async function adminView(deps: Deps, c: Context<Env>, refusal?: AppError): Promise<AdminView> {
  const { timeZone } = await ownInstitution(deps, c)
  return {
    viewer: await viewerOf(deps, c),
    done: !refusal && c.req.query('done') !== undefined,
    problem: refusal?.key,
    timeZone: timeZone ?? 'Africa/Casablanca',
  }
}

/** What a verb refuses becomes words on the page; what breaks stays broken. */
export async function refused<T>(act: Promise<T>): Promise<{ value: T } | { refusal: AppError }> {
  try {
    return { value: await act }
  } catch (error) {
    if (error instanceof AppError) return { refusal: error }
    throw error
  }
}

/** A file for a spreadsheet, in UTF-8 with the mark that Excel asks for. */
export function csvAnswer(c: Context<Env>, name: string, rows: readonly (readonly Cell[])[]): Response {
  return c.body(`\uFEFF${rows.map(csvRow).join('')}`, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': attachment(`${name}.csv`),
    'Cache-Control': 'no-store',
  })
}
type Cell = string | number | null
