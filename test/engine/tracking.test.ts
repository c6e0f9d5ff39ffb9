import { describe, expect, it } from 'vitest'
import {
  openChain,
  openClick,
  openIdentity,
  openShare,
  openView,
  sealIdentity,
} from '../../src/core/tokens.ts'
import { followClick } from '../../src/engine/record.ts'
import { stats } from '../../src/engine/stats.ts'
import { drain } from '../../src/engine/tick.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { linksIn, readMail } from '../support/mail.ts'
import { makeWorld, type World } from '../support/world.ts'

const twins = ['hind@diaspora.example,Hind,Exemple,fr,BE', 'omar@diaspora.example,Omar,Exemple,fr,FR']

async function twoMails(
  tracking: string,
): Promise<{ world: World; mails: Awaited<ReturnType<typeof readMail>>[] }> {
  const world = await makeWorld()
  await world.import(twins)
  await world.launch(smallCampaign({ 'campaign.yaml': definition({ tracking }) }))
  await drain(world.deps)
  const sorted = world.mail.arrived.toSorted((a, b) => a.id - b.id)
  return { world, mails: await Promise.all(sorted.map(readMail)) }
}

/** A mail without what may differ: the name, and the doors that are a person's own. */
const common = (body: string, name: string) =>
  body.replaceAll(name, 'NAME').replaceAll(/mawja\.example\/(?:[up]|me)\/[\w-]+/g, 'OWN')

describe('mode aggregate', () => {
  it('gives two people mails that differ in names and in their own doors only', async () => {
    const { mails } = await twoMails('aggregate')
    const [hind, omar] = mails as [(typeof mails)[0], (typeof mails)[0]]
    expect(hind.html).not.toBe(omar.html)
    expect(common(hind.html, 'Hind')).toBe(common(omar.html, 'Omar'))
    expect(common(hind.text, 'Hind')).toBe(common(omar.text, 'Omar'))
  })

  it('puts no person into anything that is counted or passed on', async () => {
    const { world, mails } = await twoMails('aggregate')
    const { keys } = world.deps
    for (const url of linksIn(mails[0]!.html).filter((one) => one.startsWith('https://mawja.example/'))) {
      const [door, token] = url.slice('https://mawja.example/'.length).split('/') as [string, string]
      const opened = [openClick, openShare, openView, openChain, openIdentity].map(
        (open) => open(keys, token) !== null,
      )
      const wanted = {
        c: [true, false, false, false, false],
        s: [false, true, false, false, false],
        v: [false, false, true, false, false],
        me: [false, false, false, true, false],
      }[door]
      expect(opened, door).toEqual(wanted ?? [false, false, false, false, true])
    }
  })

  it('takes an identity for nothing but an identity', async () => {
    const { world } = await twoMails('aggregate')
    const token = sealIdentity(world.deps.keys, { campaignId: 1, contactId: 1 })
    const hit = { method: 'GET', userAgent: 'x', purpose: null }
    expect(await followClick(world.deps, { token, hit })).toBeNull()
  })
})

describe('mode none', () => {
  it('wraps no link and counts nothing', async () => {
    const { world, mails } = await twoMails('none')
    const links = linksIn(mails[0]!.html)
    expect(links).toContain('https://www.mre.example/fr')
    expect(links.filter((url) => url.includes('/c/'))).toEqual([])
    expect(links.some((url) => url.startsWith('https://wa.me/'))).toBe(true)
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ clicks: { raw: 0 }, shares: 0 })
  })

  it('holds when the institution wants it, whatever the campaign says', async () => {
    const world = await makeWorld()
    await world.db.prepare("UPDATE institutions SET tracking_mode = 'none'").run()
    await world.import(twins)
    await world.launch()
    await drain(world.deps)
    const mail = await readMail(world.mail.arrived[0])
    expect(linksIn(mail.html).filter((url) => url.includes('/c/'))).toEqual([])
  })
})

it('treats individual as aggregate while nobody agreed to it', async () => {
  const [individual, aggregate] = await Promise.all([twoMails('individual'), twoMails('aggregate')])
  const doors = (mail: { html: string }) =>
    linksIn(mail.html).map((url) => url.replace(/[\w-]{20,}$/, 'TOKEN'))
  expect(doors(individual.mails[0]!)).toEqual(doors(aggregate.mails[0]!))
  expect(common(individual.mails[0]!.html, 'Hind')).toBe(common(individual.mails[1]!.html, 'Omar'))
})
