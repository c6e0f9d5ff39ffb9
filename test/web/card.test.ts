import { beforeAll, expect, it } from 'vitest'
import { drawCard } from '../../src/node/card.ts'
import { dump } from '../support/dump.ts'
import { type Door, openDoor, shareToken } from './support/visit.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
  door.deps.drawCard = drawCard
})

it('shows messengers a picture of the campaign in the language of the link, and counts nothing', async () => {
  const html = await (await door.get(`/s/${await shareToken(door, 'ar')}`)).text()
  const [, path] = /og:image" content="https:\/\/mawja\.example(\/s\/[\w-]+\/card\.png)"/.exec(html)!
  const before = dump(door.db)
  const answer = await door.get(path!)
  const picture = new DataView(await answer.arrayBuffer())
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect([picture.getUint32(16), picture.getUint32(20)]).toEqual([1200, 630])
  expect(picture.byteLength).toBeGreaterThan(10_000)
  const again = await door.get(path!, { 'if-none-match': answer.headers.get('etag')! })
  expect(again.status).toBe(304)
  expect(dump(door.db)).toEqual(before)
  expect((await door.get('/s/forged/card.png')).status).toBe(404)
})
