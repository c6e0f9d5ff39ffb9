import { expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { programsApi } from '../../src/web/api/programs.ts'
import { freshDb, storeDeps } from '../support/database.ts'

it('answers programs on D1: a key, a segment, an address once under one Idempotency-Key', async () => {
  const deps = storeDeps(await freshDb())
  await runCommand(deps, 'institution add', { slug: 'mre', name: 'MRE' })
  await runCommand(deps, 'officer add', { email: 'amina@mre.example', role: 'officer', institution: 'mre' })
  const scopes = ['contacts:read', 'contacts:write', 'campaigns:write']
  const made = await runCommand(deps, 'api-key add', { name: 'test', as: 'amina@mre.example', scopes })
  const api = programsApi(deps)
  const call = async (method: string, path: string, body?: object) => {
    const headers = {
      authorization: `Bearer ${(made as { key: string }).key}`,
      'content-type': 'application/json',
      'idempotency-key': 'one',
    }
    const answer = await api.request(path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return [answer.status, await answer.json()]
  }
  expect(await call('PUT', '/segments/belgium', { audience: { country: 'BE' } })).toMatchObject([
    200,
    { matched: 0 },
  ])
  const first = await call('POST', '/suppressions', { email: 'nora@diaspora.example' })
  expect(first).toMatchObject([200, { added: true }])
  expect(await call('POST', '/suppressions', { email: 'nora@diaspora.example' })).toEqual(first)
  expect(await call('POST', '/suppressions', { email: 'ali@diaspora.example' })).toMatchObject([422, {}])
  expect(await call('GET', '/contacts')).toEqual([200, { contacts: [], next: null }])
  expect((await call('GET', '/openapi.json'))[1]).toMatchObject({ openapi: '3.1.0' })
})
