import { beforeAll, describe, expect, it } from 'vitest'
import { routes as programRoutes } from '../../src/web/api/routes.ts'
import { dump } from '../support/dump.ts'
import { guards, type Row, table, visitors } from './support/authorisation-table.ts'
import { type TwoInstitutions, twoInstitutions } from './support/two-institutions.ts'

let world: TwoInstitutions
let found: string[]
beforeAll(async () => {
  world = await twoInstitutions()
  found = [...new Set(world.app.routes.filter(answers).map(({ method, path }) => `${method} ${path}`))]
})

/** Middleware over a whole area (`/desk/*`) answers nothing by itself. */
const answers = ({ method, path }: { method: string; path: string }) =>
  method !== 'ALL' || !(path.includes('*') || guards.includes(path))

const programs = programRoutes.map(
  ({ method, path }) => `${method.toUpperCase()} /api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
)

/** What only the first institution has: none of it may stand on a page for somebody of another. */
const marks = [
  '/campaigns/competences?',
  '/campaigns/competences"',
  'Institution mre',
  '@diaspora.example',
  '@own.example',
]

/** Tries are counted whoever makes them. */
const counted = ['sign_in_tries']

it('has a place for each route, and no route too many', () => {
  const placed = [...Object.keys(table), ...programs]
  expect(found.filter((route) => !placed.includes(route))).toEqual([])
  expect(placed.filter((route) => !found.includes(route))).toEqual([])
})

describe.each(Object.entries(table))('%s', (route, row) => {
  it.each(['own', 'other'] as const)('of one’s %s institution', async (of) => {
    const expected = of === 'own' ? row.own : strangers(route, row)
    const got: number[] = []
    for (const who of visitors) got.push(await cell(route, row, world.visitor(who, of), of))
    // That a role may not at all says nothing of what there is.
    const isTold = (at: number) => of === 'other' && row.own[at] === 403 && got[at] === 403
    expect(got).toEqual(expected.map((status, at) => (isTold(at) ? 403 : status)))
  })
})

/** Nobody stays nobody; a role that may not is told so first, or that there is nothing; all others that there is nothing. */
function strangers(route: string, row: Row): number[] {
  if (row.other) return row.other
  if (!/:/.test(route)) return row.own
  return row.own.map((status, at) => (at === 0 ? status : 404))
}

/** One real request, of which nothing stays. @returns its status */
async function cell(route: string, row: Row, headers: Record<string, string>, of: string): Promise<number> {
  const [method = '', path = ''] = route.split(' ')
  const before = dump(world.db, counted)
  world.db.raw.exec('SAVEPOINT cell')
  try {
    const isPost = method === 'POST' || method === 'ALL'
    const address = world.pathOf(path)
    const answer = isPost
      ? await world.post(address, row.form, headers)
      : await world.get(address, headers, method)
    const text = await answer.text()
    if (answer.status >= 400) expect(dump(world.db, counted)).toEqual(before)
    if (of === 'other' && path.startsWith('/desk') && !path.includes(':token'))
      expect(marks.filter((mark) => text.includes(mark))).toEqual([])
    return answer.status
  } finally {
    world.db.raw.exec('ROLLBACK TO cell; RELEASE cell')
  }
}

describe('programs', () => {
  it('are let in by a key alone: a session of the desk opens none of their routes', async () => {
    for (const route of programs) {
      const [method = '', path = ''] = route.split(' ')
      const address = path.replaceAll(/:\w+/g, 'none')
      for (const who of visitors) {
        const answer = await world.get(address, world.visitor(who, 'own'), method)
        expect([route, who, answer.status]).toEqual([route, who, 401])
      }
    }
  })
})
