import { beforeEach, expect, it } from 'vitest'
import { stats } from '../../src/engine/stats.ts'
import { dump } from '../support/dump.ts'
import { confirmToken, type Door, openDoor, shareToken } from './support/visit.ts'

let door: Door
beforeEach(async () => {
  door = await openDoor()
})
const form = { agreed: 'on', firstName: '', country: 'BE', language: 'fr' }
const flagged = async () => (await stats(door.deps, await door.campaign())).flagged

async function join(email: string, address: string): Promise<void> {
  const from = { 'cf-connecting-ip': address }
  await door.post(`/s/${await shareToken(door)}/join`, { ...form, email }, from)
  expect((await door.post(`/j/${await confirmToken(door, email)}`, {}, from)).status).toBe(200)
}

it('counts what one browser of one network does, and writes no address of it down', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await join(`${name}@amis.example`, '203.0.113.77')
  await join('e@amis.example', '198.51.100.77')
  expect(await flagged()).toMatchObject({ 'same-device': 2, burst: 0 })
  expect(JSON.stringify(dump(door.db))).not.toMatch(/203\.0\.113|198\.51\.100|Android/)
})

it('counts a guessed link when it is posted, never when it is looked at', async () => {
  const before = dump(door.db)
  for (const path of ['/s/guessed-link', '/j/guessed-link']) expect((await door.get(path)).status).toBe(404)
  expect(dump(door.db)).toEqual(before)
  const guess = { ...form, email: 'a@amis.example' }
  for (const path of ['/s/guessed-link/join', '/j/guessed-link'])
    expect((await door.post(path, guess)).status).toBe(404)
  expect(await flagged()).toMatchObject({ 'unknown-token': 2 })
})

it('answers a confirmation that comes again as before, and counts it', async () => {
  await join('a@amis.example', '203.0.113.77')
  const again = await door.post(`/j/${await confirmToken(door, 'a@amis.example')}`)
  expect(again.status).toBe(200)
  expect(await flagged()).toMatchObject({ replay: 1 })
})
