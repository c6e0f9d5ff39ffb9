import { beforeEach, describe, expect, it } from 'vitest'
import { approve } from '../../src/engine/approve.ts'
import { runCommand } from '../../src/engine/commands.ts'
import type { Deps } from '../../src/engine/deps.ts'
import { preflight } from '../../src/engine/preflight.ts'
import { wholeAudit } from '../../src/store/audit.ts'
import { lastPreflight } from '../../src/store/preflights.ts'
import { makeWorld, people, type World } from '../support/world.ts'
import { zone } from '../support/zone.ts'

const from = 'mre.example'
const good = [
  `${from} TXT v=spf1 mx -all`,
  `${from} MX mx.mre.example`,
  `_dmarc.${from} TXT v=DMARC1; p=reject; rua=mailto:rapports@mre.example`,
]

let world: World
let deps: Deps
beforeEach(async () => {
  world = await makeWorld()
  deps = world.deps
  deps.dns = zone(good)
  deps.reach = async () => ({ status: 404, ours: true })
  deps.settings = { ...deps.settings, mailFrom: `lettre@${from}`, receivers: { email: 'mail.mre.example' } }
  await world.import(people(3))
  await world.publish()
})

const approved = async () => approve(deps, { campaign: await world.campaign(), officer: world.reviewer })
const start = (more: object = {}) => runCommand(deps, 'launch', { campaign: 'competences', ...more })
const acts = async () => (await wholeAudit(deps.db)).map((row) => row.act)

describe('the look at a campaign’s sending domain', () => {
  it('is written down with the campaign, and by whom', async () => {
    const asked: string[] = []
    deps.reach = async (url) => {
      asked.push(url)
      return { status: 404, ours: true }
    }
    const campaign = await world.campaign()
    const found = await preflight(deps, { campaign, officerId: world.author.id })
    expect(found).toMatchObject({ domain: from, verdict: 'warn' })
    expect(found.findings.filter((one) => one.verdict !== 'ok').map((one) => one.key)).toEqual([
      'dkim-elsewhere',
    ])
    expect(asked).toEqual(['https://mawja.example/u/preflight'])
    const last = (await lastPreflight(deps.db, campaign.id))!
    expect(last).toMatchObject({ domain: from, at: world.at.now, institutionId: world.institution.id })
    expect(last.findings.map((one) => one.key)).toEqual(found.findings.map((one) => one.key))
    const written = (await wholeAudit(deps.db)).at(-1)!
    expect(written).toMatchObject({ act: 'preflight', officerId: world.author.id })
    expect(JSON.parse(written.detail)).toEqual({ domain: from, verdict: 'warn' })
  })

  it('asks about the envelope, the signature and the address of the installation', async () => {
    deps.settings.bounceDomain = 'bounce.mre.example'
    deps.settings.dkim = { domain: from, selector: 's1', key: 'AAAA' }
    deps.settings.mailIp = '192.0.2.1'
    const { findings } = await preflight(deps, { campaign: await world.campaign() })
    const keys = findings.filter((one) => one.verdict === 'fail').map((one) => one.key)
    expect(keys).toEqual(['spf-none', 'dkim-none', 'mx-none', 'ptr-none'])
    expect(findings.find((one) => one.key === 'spf-none')!.line).toMatch(/^bounce\.mre\.example has no SPF/)
  })

  it('keeps the last look only as the last', async () => {
    const campaign = await world.campaign()
    await preflight(deps, { campaign })
    world.at.now += 60_000
    deps.dns = zone([])
    await preflight(deps, { campaign })
    const last = (await lastPreflight(deps.db, campaign.id))!
    expect([last.at, last.findings.some((one) => one.key === 'spf-none')]).toEqual([world.at.now, true])
  })

  it('takes a domain by itself, and refuses what is none', async () => {
    const look = (of: string) => runCommand(deps, 'preflight', { of, institution: 'mre' })
    expect(await look('Lettres.MRE.example')).toMatchObject({
      domain: 'lettres.mre.example',
      verdict: 'fail',
    })
    expect(await look('exémple.example')).toMatchObject({ domain: 'xn--exmple-cva.example' })
    for (const wrong of ['192.0.2.1', 'a b.example', 'mre.example/x', 'user@mre.example', 'mre..example'])
      await expect(look(wrong)).rejects.toMatchObject({ key: 'domain' })
    await expect(look('nothing')).rejects.toMatchObject({ key: 'campaign' })
  })

  it('refuses, when asked to be strict, what receivers would', async () => {
    const look = (strict: boolean) => runCommand(deps, 'preflight', { of: 'competences', strict })
    expect(await look(true)).toMatchObject({ verdict: 'warn' })
    deps.dns = zone([])
    expect(await look(false)).toMatchObject({ verdict: 'fail' })
    await expect(look(true)).rejects.toMatchObject({
      key: 'preflight',
      message: expect.stringMatching(/^mre\.example: spf: .*; dmarc: .*; mx: /),
    })
  })
})

describe('a launch', () => {
  it('looks first, and says what it saw', async () => {
    await approved()
    expect(await start()).toMatchObject({ state: 'running', preflight: 'warn', warnings: [] })
    expect((await acts()).slice(-2)).toEqual(['preflight', 'launch'])
  })

  it('goes all the same when something is wrong, with a warning', async () => {
    deps.dns = zone([])
    await approved()
    const done = (await start()) as { warnings: string[] }
    expect(done).toMatchObject({ state: 'running', preflight: 'fail' })
    expect(done.warnings.map((line) => line.split(':')[0])).toEqual(['spf', 'dmarc', 'mx'])
  })

  it('waits for no DNS when mail stays in the mailbox, when nobody wants it, or when it cannot launch', async () => {
    const dns = zone(good)
    deps.dns = dns
    await expect(start()).rejects.toMatchObject({ key: 'not-approved' })
    await approved()
    deps.settings.preflight = 'off'
    expect(await start()).toMatchObject({ state: 'running', preflight: null, warnings: [] })
    const other = await makeWorld()
    other.deps.dns = dns
    await other.import(people(3))
    await other.launch()
    expect(dns.asked).toEqual([])
  })

  it('is refused where the look is required, unless somebody takes it upon them', async () => {
    deps.settings.preflight = 'required'
    deps.dns = zone([])
    await approved()
    await expect(start()).rejects.toMatchObject({
      key: 'preflight',
      message: expect.stringMatching(/^competences: spf: .* launch --despite-preflight$/),
    })
    expect((await world.campaign()).state).toBe('draft')
    expect(await start({ despitePreflight: true })).toMatchObject({ state: 'running', preflight: 'fail' })
    expect((await acts()).slice(-3)).toEqual(['preflight', 'preflight-overruled', 'launch'])
  })

  it('is never refused because nobody could be asked', async () => {
    deps.settings.preflight = 'required'
    const silent = () => Promise.reject(new Error('mre.example: no answer in time'))
    deps.dns = { txt: silent, mx: silent, addresses: silent, ptr: silent }
    await approved()
    expect(await start()).toMatchObject({ state: 'running', preflight: 'unknown', warnings: [] })
  })
})
