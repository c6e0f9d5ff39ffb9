import { beforeAll, describe, expect, it } from 'vitest'
import { sealShare } from '../../src/core/tokens.ts'
import { drawCard } from '../../src/node/card.ts'
import { dump } from '../support/dump.ts'
import { variantFiles } from '../support/variants.ts'
import { type Door, openDoor, shareToken } from './support/visit.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
  door.deps.drawCard = drawCard
})

const phone = { 'user-agent': 'WhatsApp/2.24 A' }
const bytesOf = async (path: string) => Buffer.from(await (await door.get(path, phone)).arrayBuffer())
const isCard = (picture: Buffer) => {
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630])
  expect(picture.length).toBeGreaterThan(10_000)
}

describe('the picture of a share link', () => {
  it('is of the campaign in the language of the link, and counts nothing', async () => {
    const html = await (await door.get(`/s/${await shareToken(door, 'ar')}`)).text()
    const [, path] = /og:image" content="https:\/\/mawja\.example(\/s\/[\w-]+\/card\.png)"/.exec(html)!
    const before = dump(door.db)
    const answer = await door.get(path!, phone)
    expect(answer.headers.get('content-type')).toBe('image/png')
    isCard(Buffer.from(await answer.arrayBuffer()))
    const again = await door.get(path!, { 'if-none-match': answer.headers.get('etag')! })
    expect(again.status).toBe(304)
    const french = await bytesOf(`/s/${await shareToken(door, 'fr')}/card.png`)
    expect(french.equals(await bytesOf(path!))).toBe(false)
    expect(dump(door.db)).toEqual(before)
  })

  it('answers HEAD with the same headers and no picture', async () => {
    const path = `/s/${await shareToken(door)}/card.png`
    const [head, get] = [await door.get(path, phone, 'HEAD'), await door.get(path, phone)]
    expect(head.status).toBe(200)
    expect([...head.headers]).toEqual([...get.headers])
    expect((await head.arrayBuffer()).byteLength).toBe(0)
  })

  it('is not there for a token that nobody sealed', async () => {
    const token = await shareToken(door)
    for (const forged of ['forged', `${token.slice(0, -2)}AA`, `${token}A`])
      expect((await door.get(`/s/${forged}/card.png`)).status).toBe(404)
    // The address of the pictures there were before: in no page any more.
    expect((await door.get('/assets/card-fr.png')).status).toBe(404)
  })

  it('is of the campaign and of the variant that was passed on, generation after generation', async () => {
    const plain = await bytesOf(`/s/${await shareToken(door)}/card.png`)
    const other = await openDoor(pictured)
    other.deps.drawCard = drawCard
    const token = async (variant: number, generation: number) =>
      sealShare(other.deps.keys, {
        ...({ campaignId: (await other.campaign()).id, channel: 'whatsapp', language: 'fr' } as const),
        ...{ variant, generation },
      })
    const picture = async (variant: number, generation: number) => {
      const answer = await other.get(`/s/${await token(variant, generation)}/card.png`, phone)
      return Buffer.from(await answer.arrayBuffer()).toString('base64')
    }
    const [short, long] = [await picture(1, 0), await picture(2, 0)]
    isCard(Buffer.from(long, 'base64'))
    expect(long).not.toBe(short)
    expect(await picture(2, 3)).toBe(long)
    expect([short, long]).not.toContain(plain.toString('base64'))
  })
})

it('the form of an institution has a picture in each language', async () => {
  const html = await (await door.get('/join/mre?l=nl')).text()
  const [, path] = /og:image" content="https:\/\/mawja\.example([^"]+)"/.exec(html)!
  expect(path).toBe('/join/mre/card.png?l=nl')
  const [dutch, arabic] = [await bytesOf(path!), await bytesOf('/join/mre/card.png?l=ar')]
  isCard(dutch)
  isCard(arabic)
  expect(dutch.equals(arabic)).toBe(false)
  expect((await door.get('/join/nobody/card.png')).status).toBe(404)
})

describe('the editor', () => {
  const folder = '/desk/campaigns/competences/edit'

  it('shows the picture of a landing page with its words, and changes nothing', async () => {
    const author = await door.as(door.author)
    const html = await (await door.get(`${folder}/file?path=landing.ar.md`, author)).text()
    const [, address] = /<img class="card" src="([^"]+)"/.exec(html)!
    expect(html).toContain('alt="مرحبا ar"')
    expect(html).toContain('id="headline"')
    const before = dump(door.db)
    const saved = await door.get(`${folder}/card.png?path=landing.ar.md`, author)
    const picture = Buffer.from(await saved.arrayBuffer())
    isCard(picture)
    const shown = await door.get(address!.replaceAll('&amp;', '&'), author)
    expect(picture.equals(Buffer.from(await shown.arrayBuffer()))).toBe(true)
    const typed = await door.get(`${folder}/card.png?path=landing.ar.md&title=Autre`, author)
    expect(picture.equals(Buffer.from(await typed.arrayBuffer()))).toBe(false)
    expect((await door.get(`${folder}/card.png?path=invitation.fr.md`, author)).status).toBe(404)
    expect(dump(door.db)).toEqual(before)
  })

  it('keeps a headline in the front matter', async () => {
    const author = await door.as(door.author)
    const page = await (await door.get(`${folder}/file?path=landing.fr.md`, author)).text()
    const base = /name="base" value="([^"]*)"/.exec(page)![1]!
    const form = { act: 'save', base, headline: 'Une place vous attend' }
    expect((await door.post(`${folder}/file?path=landing.fr.md`, form, author)).status).toBe(303)
    const after = await (await door.get(`${folder}/file?path=landing.fr.md`, author)).text()
    expect(after).toContain('alt="Une place vous attend"')
  })
})

/** Another campaign; its second variant changes the picture of the page and nothing else. */
const pictured = {
  ...variantFiles(),
  'landing.fr.md': '---\ntitle: Une autre page\ndescription: Autre\nstatus: reviewed\n---\nAutre.\n',
  'landing.long.fr.md': '---\nheadline: Quarante mille ont répondu\nstatus: reviewed\n---\n',
}
