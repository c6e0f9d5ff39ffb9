import { beforeAll, expect, it } from 'vitest'
import { sealOwnData } from '../../src/core/tokens.ts'
import { dump } from '../support/dump.ts'
import { confirmToken, type Door, identityToken, openDoor, shareToken, viewToken } from './support/visit.ts'

let door: Door
let paths: string[]

beforeAll(async () => {
  door = await openDoor()
  const share = await shareToken(door)
  await door.post(`/s/${share}/join`, { email: 'nadia@amis.example', agreed: 'yes', language: 'fr' })
  const [identity, confirm, view] = [
    await identityToken(door),
    await confirmToken(door, 'nadia@amis.example'),
    await viewToken(door, 'fr'),
  ]
  const data = sealOwnData(door.deps.keys, { contactId: 1, expiresAt: door.at.now + 1000 })
  paths = [`/s/${share}`, `/s/${share}?l=ar`, `/j/${confirm}`, `/u/${identity}`, `/p/${identity}`]
  paths.push(`/data/${data}/erase`, `/v/${view}`, '/join/mre', '/join/mre?l=nl', `/data/${data}`, '/healthz')
})

it('changes nothing, on any public page, but counts of visits', async () => {
  const before = dump(door.db, ['events'])
  for (const path of paths) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await door.get(path, {}, method)
  }
  expect(dump(door.db, ['events'])).toEqual(before)
  const counted = door.db.raw.prepare("SELECT DISTINCT kind FROM events WHERE kind NOT IN ('sent')").all()
  expect(counted).toEqual([{ kind: 'visit' }])
})

it('opens no page with a token of another kind', async () => {
  const parts = paths.map((path) => /^\/\w+\/([\w-]{20,})/.exec(path)?.[1] ?? [])
  const tokens = [...new Set(parts.flat())]
  expect(tokens).toHaveLength(5)
  const doors = ['/s/', '/j/', '/u/', '/p/', '/v/', '/data/']
  const answers = []
  for (const area of doors) for (const token of tokens) answers.push((await door.get(area + token)).status)
  // Five tokens, one door each; identity opens two.
  expect(answers.filter((status) => status !== 404)).toEqual(Array.from({ length: 6 }, () => 200))
})
