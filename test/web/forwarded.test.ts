import { beforeAll, describe, expect, it } from 'vitest'
import { tick } from '../../src/engine/tick.ts'
import { dump } from '../support/dump.ts'
import { linksIn, mailsTo, readMail, tokenIn } from '../support/mail.ts'
import { type Door, openDoor } from './support/visit.ts'

const sender = 'reader0@diaspora.example'
/** Doors that are somebody's own. */
const own = ['/u/', '/p/', '/data/', '/me/', '/j/']

let door: Door
let reached: Map<string, string>
let mail: string
beforeAll(async () => {
  door = await openDoor()
  mail = (await readMail(mailsTo(door.mail.arrived, sender)[0])).html
  reached = await everythingFrom([...shared(mail), `/v/${tokenIn(mail, '/v/')}`])
})

/** What a share button hands on: its own page, and the words that a messenger, a network or a mail app is given. */
function shared(html: string): string[] {
  const texts = linksIn(html).map((url) => decodeURIComponent(decodeURIComponent(url)))
  return [...new Set(texts.flatMap((text) => text.match(/\/s\/[\w-]+/g) ?? []))]
}

/** Follows every address of ours that a page names, as a friend would who tries them all. */
async function everythingFrom(paths: readonly string[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>()
  const open = [...paths]
  for (let path = open.shift(); path !== undefined && pages.size < 300; path = open.shift()) {
    if (pages.has(path)) continue
    const answer = await door.get(path)
    const text = (answer.headers.get('content-type') ?? '').startsWith('text/html')
      ? await answer.text()
      : (answer.headers.get('location') ?? '')
    pages.set(path, text)
    const found = `${text} ${decodeURIComponent(text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'))}`
    for (const [, next] of found.matchAll(
      /(?:https:\/\/mawja\.example|["'(=])(\/[cosjupv]\/[\w-]+[\w./-]*|\/(?:me|data|r)\/[\w-]+)/g,
    ))
      open.push(next!)
  }
  return pages
}

describe('whoever is passed a campaign on', () => {
  it('gets share links and the mail as a page, and they lead somewhere', () => {
    expect(shared(mail).length).toBeGreaterThan(0)
    expect([...reached.keys()].filter((path) => path.startsWith('/s/')).length).toBeGreaterThan(3)
    expect([...reached.keys()].some((path) => path.startsWith('/v/'))).toBe(true)
    expect([...reached.keys()].some((path) => path.startsWith('/c/'))).toBe(true)
  })

  it('finds no door of the sender behind any of them, and neither name nor address', () => {
    for (const [path, text] of reached) {
      expect(
        own.some((area) => path.startsWith(area)),
        path,
      ).toBe(false)
      expect(text, path).not.toContain('diaspora.example')
      expect(text, path).not.toContain('Nom0')
    }
  })

  it('opens nothing with the tokens that were passed on: not one of them fits a door of a person', async () => {
    const tokens = [...reached.keys()].map((path) => path.split('/')[2]!).filter(Boolean)
    const before = dump(door.db)
    for (const token of new Set(tokens))
      for (const area of own) {
        expect((await door.get(`${area}${token}`)).status, `${area}${token}`).toBe(404)
        const posted = await door.post(`${area}${token}`, { 'List-Unsubscribe': 'One-Click', language: 'ar' })
        expect(posted.status, `${area}${token}`).toBe(404)
      }
    await tick(door.deps)
    for (const table of ['contacts', 'consents', 'suppressions', 'signups', 'addresses'])
      expect(dump(door.db)[table], table).toEqual(before[table])
  })
})
