import { rmSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { afterAll, expect, it, vi } from 'vitest'
import { smallCampaign } from '../support/campaign.ts'
import { launchedInstallation, temporaryFolder } from '../support/installation.ts'
import { linksIn } from '../support/mail.ts'
import { type Serving, startServe } from '../support/serving.ts'
import { type SmtpTrial, startSmtp } from '../support/smtp.ts'
import { people } from '../support/world.ts'
import { untouched } from '../web/support/form.ts'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const outside = '203.0.113.77'
const friend = { email: 'zoubida@amis.example', firstName: 'Zoubida' }

it('says nothing of anybody while people click, join, look, leave, ask, are refused and are not known', {
  timeout: 120_000,
}, async () => {
  const server = await startSmtp()
  server.script({ at: 'rcpt', reply: '550 5.1.1 <reader0@diaspora.example>: no such reader, Nom0' })
  server.script({ at: 'rcpt', reply: '451 4.7.1 <reader1@diaspora.example>: Nom1 comes later' })
  const serving = await startServe({
    ...(await launchedInstallation(folder, smallCampaign(), people(6))),
    MAWJA_MAIL_URL: server.url,
    MAWJA_LOG: 'debug',
  })
  const tokens = await journey(serving, server)
  serving.process.kill('SIGTERM')
  expect(await serving.gone).toBe(0)
  await server.close()

  const said = serving.said()
  const areas = serving.lines().flatMap((line) => (line.event === 'request' ? [line.area] : []))
  expect(new Set(areas)).toEqual(
    new Set(['/c', '/s', '/j', '/u', '/p', '/data', '/join', '/desk', '/api', '/healthz', 'none']),
  )
  expect(tokens.length).toBeGreaterThan(5)
  for (const word of [...tokens, 'example', 'Nom0', 'Nom1', 'Zoubida', outside, '127.0.0.1', 'reader'])
    expect(said).not.toContain(word)
  // What a line may hold is known: a new fact is looked at by somebody before it is logged.
  const facts = new Set(serving.lines().flatMap((line) => Object.keys(line)))
  const known = [
    'at',
    'level',
    'event',
    'channel',
    'ms',
    'sent',
    'posts',
    'refused',
    'retrying',
    'unknown',
    'skipped',
  ]
  expect([...facts].sort()).toEqual([...known, 'method', 'area', 'status', 'signal'].sort())
})

/** @returns the tokens of every link it met */
async function journey({ url }: Serving, server: SmtpTrial): Promise<string[]> {
  const tokens = new Set<string>()
  const ask = async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(`${url}${path}`, {
      redirect: 'manual',
      headers: { 'X-Forwarded-For': outside, 'User-Agent': 'Mozilla/5.0 (of reader2)' },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    return { status: answer.status, html: await answer.text(), leads: answer.headers.get('location') ?? '' }
  }
  const pathsIn = (html: string) => {
    const paths = linksIn(html).flatMap((link) => {
      const { pathname } = new URL(link, url)
      return /^\/(c|s|j|u|p|v|data)\//.test(pathname) ? [pathname] : []
    })
    for (const path of paths) tokens.add(path.split('/')[2]!)
    return paths
  }
  const mailTo = async (address: string, count = 1) => {
    const mails = () => server.arrived.filter(({ to }) => to === address)
    await vi.waitFor(() => expect(mails().length).toBeGreaterThanOrEqual(count), {
      timeout: 30_000,
      interval: 20,
    })
    const { html } = await simpleParser(mails()[count - 1]!.raw)
    return pathsIn(html || '')
  }
  const first = (paths: string[], door: string) => {
    const path = paths.find((one) => one.startsWith(door))
    if (!path) throw new Error(`no ${door} among ${paths.join(' ')}`)
    return path
  }

  const mail = await mailTo('reader2@diaspora.example')
  for (const path of mail.filter((one) => one.startsWith('/c/'))) {
    const { leads } = await ask(path)
    pathsIn(`href="${leads}"`)
  }
  const landing = first(await shared(mail, ask, pathsIn), '/s/')
  expect((await ask(landing)).status).toBe(200)
  const joined = await ask(`${landing}/join`, { ...friend, language: 'fr', agreed: 'yes' })
  expect(joined.status).toBe(200)
  const confirmation = first(await mailTo(friend.email), '/j/')
  expect((await ask(confirmation)).status).toBe(200)
  expect((await ask(confirmation, {})).status).toBe(200)
  const preferences = first(mail, '/p/')
  const page = await ask(preferences)
  expect(page.status).toBe(200)
  await ask(preferences, untouched(page.html, preferences))
  expect((await ask(`${preferences}/data`, {})).status).toBe(200)
  const data = first(await mailTo('reader2@diaspora.example', 2), '/data/')
  expect((await ask(data)).status).toBe(200)
  expect((await ask(first(mail, '/u/'), { 'List-Unsubscribe': 'One-Click' })).status).toBe(200)
  await ask(`/join/mre`, { email: 'zoubida at amis.example', firstName: friend.firstName })
  await ask('/zoubida@amis.example')
  await ask(`/c/${'A'.repeat(40)}`)
  await ask('/desk/campaigns/zoubida')
  await ask('/api/v1/operator/stats', { campaign: 'zoubida' })
  await ask('/healthz')
  return [...tokens]
}

/** The share page that a mail's own sharing link leads to. */
async function shared(
  mail: string[],
  ask: (path: string) => Promise<{ html: string }>,
  pathsIn: (html: string) => string[],
): Promise<string[]> {
  const direct = mail.filter((path) => path.startsWith('/s/'))
  if (direct.length) return direct
  const view = mail.find((path) => path.startsWith('/v/'))
  return view ? pathsIn((await ask(view)).html) : []
}
