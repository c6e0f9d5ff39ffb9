import { expect, it } from 'vitest'
import { drain } from '../../src/engine/tick.ts'
import { dump } from '../support/dump.ts'
import { linksIn, readMail } from '../support/mail.ts'
import { type Door, openDoor, shareToken } from './support/visit.ts'

const desktop =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const filter = { 'user-agent': desktop, accept: 'text/html', 'cf-connecting-ip': '198.51.100.20' }

/** Every address of ours in a mail, in its headers as well. */
async function addresses(door: Door, index: number): Promise<string[]> {
  const mail = await readMail(door.mail.arrived.at(index))
  const found = [...linksIn(mail.html), ...(mail.text.match(/https:\/\/mawja\.example\/[^\s>]+/g) ?? [])]
  const header = door.mail.arrived.at(index)
  const raw = header?.kind === 'mail' ? header.raw : ''
  found.push(...(raw.match(/https:\/\/mawja\.example\/u\/[\w-]+/g) ?? []))
  return [...new Set(found)]
    .filter((url) => url.startsWith('https://mawja.example/'))
    .map((url) => url.slice('https://mawja.example'.length))
}

it('a filter that opens and looks at everything joins, confirms, unsubscribes and chooses nothing', async () => {
  const door = await openDoor()
  const joining = { email: 'nadia@amis.example', firstName: 'Nadia', agreed: 'yes', language: 'fr' }
  await door.post(`/s/${await shareToken(door)}/join`, joining)
  await drain(door.deps)
  door.at.now += 3_600_000
  const links = [...(await addresses(door, 0)), ...(await addresses(door, -1))]
  const doors = new Set(links.map((path) => path.split('/')[1]))
  for (const one of ['c', 's', 'u', 'p', 'v', 'j']) expect(doors, one).toContain(one)
  const before = dump(door.db, ['events'])
  const known = (dump(door.db).events as unknown[]).length
  for (const method of ['HEAD', 'GET'])
    for (const path of links) expect((await door.get(path, filter, method)).status, path).toBeLessThan(400)
  expect(dump(door.db, ['events'])).toEqual(before)
  const hits = (dump(door.db).events as { kind: string; class: string }[]).slice(known)
  expect(new Set(hits.map((one) => one.kind))).toEqual(new Set(['click', 'share', 'visit']))
  expect(new Set(hits.map((one) => one.class))).toEqual(new Set(['machine']))
})
