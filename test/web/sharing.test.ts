import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { qrCode } from '../../src/core/qr.ts'
import { placeLink, shareButtons, shareIntent } from '../../src/core/share.ts'
import { openShare, sealShare } from '../../src/core/tokens.ts'
import { tally } from '../../src/engine/tally.ts'
import { drawCard } from '../../src/node/card.ts'
import { ensureLinks } from '../../src/store/campaigns.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { lettersAsLetters } from '../../src/web/public/share-buttons.tsx'
import { testKeys, testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { type Door, openDoor, shareToken } from './support/visit.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})

const analyst = () =>
  saveOfficer(door.db, {
    institutionId: door.institution.id,
    email: 'yassir@mre.example',
    role: 'analyst',
    createdAt: testNow,
  })
/** What stands in the code of a poster that hangs there. */
async function posterToken(where: string): Promise<string> {
  const { id: campaignId } = await door.campaign()
  const place = (await ensureLinks(door.db, campaignId, [])).get(placeLink(where))!
  return sealShare(testKeys, { campaignId, generation: 0, channel: 'qr', language: 'nl', place })
}
const posters = '/desk/campaigns/competences/posters'

describe('the share block', () => {
  it('runs one file of ours and nothing that is written into the page', async () => {
    const answer = await door.get(`/s/${await shareToken(door)}`)
    const policy = answer.headers.get('content-security-policy')!
    expect(policy).toMatch(/default-src 'none'.*; script-src 'self'$/)
    expect(policy).not.toContain('unsafe')
    const address = /<script src="(\/assets\/share\.js\?v=[0-9a-f]{12})" defer=""><\/script>/.exec(
      await answer.text(),
    )![1]!
    const script = await door.get(address)
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect(await script.text()).not.toMatch(/cookie|storage|fetch|request|beacon|innerHTML|eval/i)
  })

  it('lets no script run on any other page', async () => {
    for (const path of ['/join/mre', '/s/nothing', '/desk']) {
      expect((await door.get(path)).headers.get('content-security-policy')).not.toContain('script-src')
    }
  })

  it('shows a code that leads to the same page by the channel qr, as far on as the reader is', async () => {
    const html = await (await door.get(`/s/${await shareToken(door, 'nl')}`)).text()
    const address = /<details class="share-code">.*<img class="qr" src="(\/s\/([\w-]+)\/code\.svg)"/s.exec(
      html,
    )!
    expect(openShare(testKeys, address[2]!)).toMatchObject({ channel: 'qr', language: 'nl', generation: 0 })
    const before = dump(door.db)
    const picture = await door.get(address[1]!)
    expect(picture.headers.get('content-type')).toBe('image/svg+xml')
    expect(await picture.text()).toContain(qrCode(`https://mawja.example/s/${address[2]}`, 'M').path)
    expect((await door.get('/s/forged/code.svg')).status).toBe(404)
    expect(dump(door.db)).toEqual(before)
    expect(html).toMatch(/<button[^>]*hidden=""[^>]*data-share="send"/)
    expect(html).toMatch(/<button[^>]*hidden=""[^>]*data-share="copy"/)
  })
})

it('writes addresses in letters that browsers read as the address they stand for', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(...shareButtons),
      (text, button) => {
        const href = shareIntent(button, { text, url: 'https://m.example/s/t?a=1&b=%D8', subject: text })
        expect(new URL(lettersAsLetters(href)).href).toBe(new URL(href).href)
      },
    ),
  )
})

it('tells messengers what they will find, in the language of the link, with a picture of it', async () => {
  door.deps.drawCard = drawCard
  const html = await (await door.get(`/s/${await shareToken(door, 'ar')}`)).text()
  const meta = Object.fromEntries(
    [...html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  )
  expect(meta['og:title']).toBeTruthy()
  expect(meta['og:image']).toBe(`${meta['og:url']}/card.png`)
  expect(meta['twitter:card']).toBe('summary_large_image')
  expect(openShare(testKeys, meta['og:url']!.split('/s/')[1]!)).toMatchObject({
    language: 'ar',
    channel: 'page',
  })
})

describe('posters', () => {
  it('come as a file, and count by the place where they hang', async () => {
    const headers = await door.as(door.author)
    const form = { language: 'nl', size: 'A3', place: 'Gare du Midi', as: 'svg' }
    const answer = await door.post(posters, form, headers)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="competences-nl-A3.svg"')
    expect(await answer.text()).toContain('width="297mm"')
    expect((await door.get(`/s/${await posterToken('Gare du Midi')}`)).status).toBe(200)
    await tally(door.deps)
    const page = await (await door.get(posters, headers)).text()
    expect(page).toMatch(/Gare du Midi<\/bdi><\/th><td class="number">1</)
  })

  it('are looked at by analysts, who draw none and see no small number', async () => {
    const headers = await door.as(await analyst())
    expect(await (await door.get(posters, headers)).text()).not.toContain('<form class="panel"')
    expect(await (await door.get(posters, headers)).text()).not.toMatch(/<td class="number">1</)
    expect((await door.post(posters, { language: 'nl' }, headers)).status).toBe(403)
  })

  it('refuse a language without a page, and a campaign of somebody else', async () => {
    const headers = await door.as(door.author)
    expect((await door.post(posters, { language: 'sv' }, headers)).status).toBe(404)
    expect((await door.post('/desk/campaigns/other/posters', { language: 'nl' }, headers)).status).toBe(404)
  })
})
