import { type ParsedMail, simpleParser } from 'mailparser'
import { expect, it, vi } from 'vitest'
import type { Stats } from '../../../src/engine/stats.ts'
import { smallCampaign } from '../../support/campaign.ts'
import { linksIn } from '../../support/mail.ts'
import type { SmtpTrial } from '../../support/smtp.ts'
import type { Operator } from './operator.ts'
import type { Workerd } from './workerd.ts'

export type Edge = { workerd: Workerd; operator: Operator; smtp: SmtpTrial; publicUrl: string }
type Mail = ParsedMail & { html: string; text: string }

const phone = 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36'
/** Whoever follows all links of a mail at once is a program; their friends come with a browser of their own. */
const friendsPhone = 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'
const patience = { timeout: 15_000, interval: 20 }
const campaign = { campaign: 'competences' }

/** From an institution to the second generation, by what anybody can reach: HTTP, the clock and the mail server. */
export function journey(edge: () => Edge): void {
  it('goes from an audience to the second generation', async () => {
    await launch(edge())
    const invitation = await mailTo(edge(), 'reader0@diaspora.example')
    expect(invitation.subject).toBe('invitation fr')
    expect((await mailTo(edge(), 'reader1@diaspora.example')).subject).toBe('invitation ar')
    expect((await mailTo(edge(), 'reader2@diaspora.example')).subject).toBe('invitation nl')

    const clicks = await followAll(edge(), invitation)
    expect(clicks[0]).toBe('https://www.mre.example/fr')
    const welcome = await join(edge(), shareIn(clicks), 'friend1@amis.example')
    await join(edge(), shareIn(await followAll(edge(), welcome)), 'friend2@amis.example')

    await leave(edge(), invitation)
    await writeAgain(edge(), 'reader0@diaspora.example')

    const figures = await edge().operator.say<Stats>('stats', campaign)
    expect(figures).toMatchObject({ state: 'running', audience: 5, sent: 5, posts: 3, skipped: 1 })
    expect(figures).toMatchObject({ refused: 0, unknown: 0, waiting: 0 })
    expect(figures).toMatchObject({ signups: 2, joins: 2, unsubscribes: 1, visits: { raw: 2, human: 2 } })
    expect(figures.generations.map((one) => one.participants)).toEqual([5, 1, 1])
    expect(edge().smtp.arrived).toHaveLength(5 + 2 + 2)
  }, 120_000)
}

async function launch({ workerd, operator, smtp }: Edge): Promise<void> {
  await operator.say('institution-add', { slug: 'mre', name: 'Maison des Marocains', country: 'MA' })
  const officer = (email: string, role: string) =>
    operator.say('officer-add', { email, role, institution: 'mre' })
  await officer('amina@mre.example', 'officer')
  await officer('driss@mre.example', 'reviewer')
  const languages = ['fr', 'ar', 'nl', 'ar', 'fr']
  const rows = languages.map((tag, n) => `reader${n}@diaspora.example,Nom${n},Exemple,${tag},BE`)
  const answer = await operator.import('mre', [...rows, 'no address,Nora,,fr,BE'])
  expect(answer).toMatchObject({ rows: 6, created: 5, refused: 1, errors: [{ row: 7, column: 'email' }] })
  const published = { slug: 'competences', files: smallCampaign(), as: 'amina@mre.example' }
  expect(await operator.say('publish', published)).toMatchObject({ ...campaign, unchanged: false })
  await expect(operator.say('approve', { ...campaign, as: 'amina@mre.example' })).rejects.toThrow('403')
  await operator.say('approve', { ...campaign, as: 'driss@mre.example' })
  expect(await operator.say('launch', campaign)).toMatchObject({ state: 'running' })
  await workerd.minute()
  await vi.waitFor(() => expect(smtp.arrived).toHaveLength(5), patience)
  await vi.waitFor(async () => {
    expect(await operator.say('stats', campaign)).toMatchObject({ sent: 5, posts: 3, waiting: 0 })
  }, patience)
}

/** @param nth  which of the mails to this address, the first is 1 */
async function mailTo({ smtp }: Edge, address: string, nth = 1): Promise<Mail> {
  const own = () => smtp.arrived.filter((one) => one.to === address)
  await vi.waitFor(() => expect(own().length).toBeGreaterThanOrEqual(nth), patience)
  return (await simpleParser(Buffer.from(own()[nth - 1]!.raw, 'latin1'))) as Mail
}

const visit = ({ workerd, publicUrl }: Edge, url: string, init: RequestInit = {}) =>
  workerd.fetch(url.replace(publicUrl, ''), { ...init, headers: { 'user-agent': phone, ...init.headers } })

const send = (edge: Edge, url: string, form: Record<string, string> = {}) =>
  visit(edge, url, { method: 'POST', body: new URLSearchParams(form) })

const addressesOf = (mail: Mail, door: string) => linksIn(mail.html).filter((url) => url.includes(door))

/** Where every click of a mail leads, buttons of the share block included. */
async function followAll(edge: Edge, mail: Mail): Promise<string[]> {
  const places: string[] = []
  for (const url of addressesOf(mail, '/c/')) {
    const answer = await visit(edge, url)
    expect(answer.status).toBe(302)
    places.push(answer.headers.get('location')!)
  }
  return places
}

function shareIn(places: readonly string[]): string {
  const place = places.find((url) => url.startsWith('https://wa.me/'))
  return /https:\S+\/s\/[\w-]+/.exec(decodeURIComponent(place ?? ''))![0]
}

/** The landing page, the form, the confirmation, and the welcome that the next minute brings. */
async function join(edge: Edge, share: string, email: string): Promise<Mail> {
  const landing = await visit(edge, share, { headers: { 'user-agent': friendsPhone } })
  expect(landing.status).toBe(200)
  expect(await landing.text()).toContain(`action="${new URL(share).pathname}/join"`)
  const typed = { email, firstName: 'Ami', country: 'FR', language: 'fr', agreed: 'yes' }
  expect((await send(edge, `${share}/join`, typed)).status).toBe(200)
  const confirmation = await mailTo(edge, email)
  expect(confirmation.subject).toBe('confirmation fr')
  const confirm = addressesOf(confirmation, '/j/')[0]!
  expect((await visit(edge, confirm)).status).toBe(200)
  expect((await send(edge, confirm)).status).toBe(200)
  // What one minute enrols may fall due a moment after it has looked.
  for (let minute = 0; minute < 2; minute++) await edge.workerd.minute()
  const welcome = await mailTo(edge, email, 2)
  expect(welcome.subject).toBe('bienvenue fr')
  return welcome
}

/** What a mail program does when its reader presses "unsubscribe" (RFC 8058). */
async function leave(edge: Edge, mail: Mail): Promise<void> {
  const line = String(mail.headerLines.find((one) => one.key === 'list-unsubscribe')?.line)
  const url = /<(https:[^>]+)>/.exec(line)![1]!
  expect((await send(edge, url, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200)
}

/** A message to them falls due once more, as if it had been under way meanwhile. */
async function writeAgain({ workerd, operator, smtp }: Edge, address: string): Promise<void> {
  const before = smtp.arrived.length
  await workerd.db
    .prepare(
      `UPDATE messages SET state = 'queued', due_at = 0, remote_id = NULL
       WHERE contact_id = (SELECT contact_id FROM addresses WHERE value = ?)`,
    )
    .bind(address)
    .run()
  await workerd.minute()
  await vi.waitFor(async () => {
    expect(await operator.say('stats', campaign)).toMatchObject({ skipped: 1, waiting: 0 })
  }, patience)
  expect(smtp.arrived).toHaveLength(before)
}
