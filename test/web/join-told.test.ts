import { expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { confirmToken, openDoor, shareToken } from './support/visit.ts'

const email = 'nadia@amis.example'
const form = { agreed: 'on', firstName: 'Nadia', country: 'BE', language: 'fr', email }
const hourMs = 3_600_000

it('tells a confirmed join once, by the hour and without the person', async () => {
  const door = await openDoor()
  const add = (types: string[]) =>
    runCommand(door.deps, 'webhook add', { url: 'https://crm.mre.example/mawja', types })
  const { endpoint } = (await add(['join.confirmed'])) as { endpoint: string }
  await add(['import.finished'])
  const rows = () =>
    door.db.raw
      .prepare(
        'SELECT uid, type, payload FROM webhook_deliveries JOIN webhook_endpoints e ON e.id = endpoint_id',
      )
      .all() as { uid: string; type: string; payload: string }[]

  await door.post(`/s/${await shareToken(door)}/join`, form)
  const confirm = `/j/${await confirmToken(door, email)}`
  await door.get(confirm)
  expect(rows()).toEqual([])

  expect((await door.post(confirm)).status).toBe(200)
  await door.post(confirm)
  expect(rows()).toMatchObject([{ uid: endpoint, type: 'join.confirmed' }])
  const { payload } = rows()[0]!
  expect(JSON.parse(payload)).toEqual({
    type: 'join.confirmed',
    timestamp: new Date(Math.floor(door.at.now / hourMs) * hourMs).toISOString(),
    data: { campaign: 'competences', country: 'BE', language: 'fr', generation: 1 },
  })
  expect(payload).not.toMatch(/nadia/i)
})

it('tells no join of an institution that counts nothing', async () => {
  const door = await openDoor()
  await runCommand(door.deps, 'institution set', { slug: door.institution.slug, tracking: 'none' })
  await runCommand(door.deps, 'webhook add', { url: 'https://crm.mre.example/mawja' })
  await door.post(`/s/${await shareToken(door)}/join`, form)
  expect((await door.post(`/j/${await confirmToken(door, email)}`)).status).toBe(200)
  const told = door.db.raw.prepare("SELECT count(*) FROM webhook_deliveries WHERE type = 'join.confirmed'")
  expect(told.pluck().get()).toBe(0)
})
