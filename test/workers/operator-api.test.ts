import { beforeEach, describe, expect, it } from 'vitest'
import { operatorToken } from '../../src/core/operator.ts'
import { commands } from '../../src/engine/commands.ts'
import { operatorApi } from '../../src/web/api/operator.ts'
import { freshDb, storeDeps, testKeys } from '../support/database.ts'

let api: ReturnType<typeof operatorApi>
const authorization = `Bearer ${operatorToken(testKeys)}`

beforeEach(async () => {
  api = operatorApi(storeDeps(await freshDb()))
})

const post = (path: string, body: string, headers: Record<string, string> = { authorization }) =>
  api.request(path, { method: 'POST', body, headers })

const institution = () => post('/institution-add', '{"slug": "mre", "name": "MRE"}')

describe('the door', () => {
  it.each([
    ['nothing', undefined],
    ['another token', `Bearer ${'0'.repeat(64)}`],
    ['half a token', authorization.slice(0, -1)],
    ['another scheme', authorization.replace('Bearer', 'Basic')],
  ])('stays shut for %s', async (_, given) => {
    const answer = await post('/tick', '{}', given ? { authorization: given } : {})
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status: 401, title: 'operator-token' })
  })

  it('opens for the token of the installation', async () => {
    const answer = await post('/tick', '')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('verbs', () => {
  it('takes the words of the command line, with hyphens', async () => {
    expect(await (await institution()).json()).toEqual({ institution: 'mre' })
  })

  it('has an address for every verb, those with a hyphen of their own too', async () => {
    await institution()
    for (const name of Object.keys(commands).filter((one) => one !== 'drain')) {
      const answer = await post(`/${name.replaceAll(' ', '-')}`, '{"nothing": 1}')
      const { title, detail } = (await answer.json()) as Record<string, string>
      expect([name, title === 'verb' ? detail : '']).toEqual([name, ''])
    }
  })

  it('says what is wrong, as a problem', async () => {
    await institution()
    const answer = await institution()
    expect(answer.status).toBe(409)
    expect(await answer.json()).toEqual({
      type: 'urn:mawja:problem:institution',
      title: 'institution',
      status: 409,
      detail: 'there is already an institution "mre"',
    })
  })

  it.each([
    ['/institution-add', '{', 400, 'json'],
    ['/institution-add', '{"slug": 1}', 400, 'input'],
    ['/stats', '{"campaign": "none"}', 404, 'campaign'],
    ['/constructor', '{}', 404, 'verb'],
    ['/drain', '{}', 404, 'verb'],
    ['/import/more', '{}', 404, 'verb'],
  ])('refuses %s %s', async (path, body, status, title) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ title })
  })

  it('refuses a body that no campaign can have', async () => {
    const answer = await post('/publish', JSON.stringify({ slug: 'x'.repeat(9_000_000) }))
    expect(answer.status).toBe(413)
  })
})

describe('import', () => {
  const query = 'institution=mre&source=Salon&consented-at=2025-11-24'
  const rows = 'email,Ville\namina@diaspora.example,Gent\nnobody,Brussel\n'

  it('takes a file and names refused rows by number', async () => {
    await institution()
    const answer = await post(`/import?${query}&map=Ville=city`, rows)
    expect(await answer.json()).toMatchObject({
      rows: 2,
      created: 1,
      refused: 1,
      errors: [{ row: 3, column: 'email' }],
    })
    expect(await (await post(`/import?${query}`, rows)).json()).toMatchObject({ created: 0, unchanged: 1 })
  })

  it('counts only, when asked to', async () => {
    await institution()
    expect(await (await post(`/import?${query}&dry-run`, rows)).json()).toMatchObject({
      import: null,
      created: 1,
    })
  })

  it.each([
    ['institution=nobody&source=Salon&consented-at=2025-11-24', 404, 'institution'],
    ['institution=mre&consented-at=2025-11-24', 400, 'source'],
    ['institution=mre&source=Salon', 400, 'consented-at'],
    [`${query}&map=Ville`, 400, 'map'],
  ])('refuses %s', async (words, status, title) => {
    await institution()
    const answer = await post(`/import?${words}`, rows)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ title })
  })
})
