import { beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../src/engine/commands.ts'
import { publish } from '../../src/engine/publish.ts'
import { findOfficer, type Institution, type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { smallCampaign } from '../support/campaign.ts'
import { testInstitution, testNow } from '../support/database.ts'
import { mailsTo, readMail } from '../support/mail.ts'
import { type Door, openDoor } from './support/visit.ts'

const stolen = 'yasmine@ministere.example'
const secret = 'une longue phrase que personne ne devine'
let door: Door
let other: Institution
let admin: Officer
let chief: Officer
let asAdmin: Record<string, string>
let asChief: Record<string, string>

beforeEach(async () => {
  door = await openDoor()
  other = await testInstitution(door.db, 'cnss')
  const make = (institutionId: number, email: string) =>
    saveOfficer(door.db, { institutionId, email, role: 'admin', createdAt: testNow })
  admin = await make(door.institution.id, 'admin@mre.example')
  chief = await make(other.id, 'chief@cnss.example')
  Object.assign(door.deps.settings, { mailFrom: 'mawja@mre.example' })
  asAdmin = await door.as(admin)
  asChief = await door.as(chief)
})

const linkIn = (html: string) => /mawja\.example(\/desk\/sign-in\/[\w-]+)/.exec(html)?.[1] ?? null
const invite = async (who: Record<string, string>, email: string, role: string) =>
  linkIn(await (await door.post('/desk/admin/people', { email, role }, who)).text())
const cookies = (answer: Response) => ({
  cookie: answer.headers
    .getSetCookie()
    .filter((line) => !/Max-Age=0/i.test(line))
    .map((line) => line.split(';')[0])
    .join('; '),
})
const enter = async (link: string) => cookies(await door.post(link, {}))
const byPassword = (email = stolen) => door.post('/desk/sign-in', { email, password: secret })
const officerAt = async (institution: Institution, email = stolen) =>
  (await findOfficer(door.db, institution.id, email))!
const mailed = async (email = stolen) =>
  linkIn((await readMail(mailsTo(door.mail.arrived, email).at(-1))).text ?? '')

/** The attack: an admin invites an address of somebody else, and comes in by the link he was shown. */
async function takeOver() {
  const session = await enter((await invite(asAdmin, stolen, 'reviewer'))!)
  await door.post('/desk/account/password', { fresh: secret }, session)
  return session
}

describe('an address that an admin invited and used himself', () => {
  it('opens no second institution, however he comes', async () => {
    const session = await takeOver()
    expect(await invite(asChief, stolen, 'admin')).toBeNull()
    const there = await officerAt(other)
    for (const who of [session, cookies(await byPassword())]) {
      expect((await door.get('/desk', who)).status).toBe(200)
      await door.post('/desk/institution', { officer: String(there.id) }, who)
      expect(await (await door.get('/desk', who)).text()).not.toContain('Institution cnss')
      expect((await door.get('/desk/admin/people', who)).status).toBe(404)
    }
  })

  it('belongs to whoever opens the mail, and to nobody who was there before', async () => {
    const session = await takeOver()
    await invite(asChief, stolen, 'officer')
    const person = await enter((await mailed())!)
    expect((await door.get('/desk', session)).status).toBe(401)
    expect((await byPassword()).status).toBe(403)
    expect(await (await door.get('/desk', person)).text()).toContain('Institution cnss')
    await door.post('/desk/account/password', { fresh: secret }, person)
    const again = cookies(await byPassword())
    expect((await door.get('/desk/institution', again)).status).toBe(200)
    expect(await (await door.get('/desk/institution', again)).text()).toMatch(/mre[\s\S]*cnss|cnss[\s\S]*mre/)
  })

  it('is not opened by a link that was kept until the mailbox was proved', async () => {
    const kept = (await invite(asAdmin, stolen, 'reviewer'))!
    await invite(asChief, stolen, 'officer')
    await enter((await mailed())!)
    expect((await door.post(kept, {})).status).toBe(404)
  })

  it('is mended by the console too', async () => {
    const session = await takeOver()
    const input = { email: stolen, role: 'officer', institution: 'cnss' }
    const { link } = (await runCommand(door.deps, 'officer add', input)) as { link: string }
    expect(await (await door.get('/desk', session)).text()).not.toContain('Institution cnss')
    const person = await enter(linkIn(link)!)
    expect((await door.get('/desk', session)).status).toBe(401)
    expect((await door.get('/desk', person)).status).toBe(200)
  })

  it('gets no mail in the built-in mailbox, where others read', async () => {
    await takeOver()
    Object.assign(door.deps.settings, { receivers: { email: null } })
    const before = door.mail.arrived.length
    const answer = await door.post('/desk/admin/people', { email: stolen, role: 'officer' }, asChief)
    expect(await answer.text()).toContain('officer add')
    expect(door.mail.arrived.length).toBe(before)
  })
})

describe('two pairs of eyes', () => {
  const slug = 'autre'
  const write = (author: Officer) => publish(door.deps, { slug, files: smallCampaign(), author })
  const press = (who: Record<string, string>) => door.post(`/desk/campaigns/${slug}/approve`, {}, who)
  const approvals = async () => {
    const sql = "SELECT detail FROM audit WHERE act = 'approve' AND officer_id <> ?"
    return (await door.db.prepare(sql).bind(door.reviewer.id).all<{ detail: string }>()).results
  }

  it('are not one pair and an invented reviewer', async () => {
    await write(admin)
    const reviewer = await takeOver()
    expect((await press(reviewer)).status).toBe(403)
    expect(await approvals()).toEqual([])
  })

  it('are not two who were invented, nor an invented author and his maker, nor one invented by the other', async () => {
    await takeOver()
    const first = await officerAt(door.institution)
    const helper = await enter((await invite(asAdmin, 'ami@ministere.example', 'admin'))!)
    await invite(helper, 'plume@ministere.example', 'officer')
    const second = await officerAt(door.institution, 'ami@ministere.example')
    const third = await officerAt(door.institution, 'plume@ministere.example')
    for (const author of [first, second, third]) {
      await write(author)
      expect((await press(asAdmin)).status).toBe(403)
    }
    expect(await approvals()).toEqual([])
  })

  it('are two once the reviewer has shown the mailbox, and the log says who let them in', async () => {
    await write(admin)
    const session = await takeOver()
    const asked = await door.post('/desk/account/proof', {}, session)
    expect(asked.headers.get('location')).toBe('/desk/account?sent')
    const reviewer = await enter((await mailed())!)
    expect((await press(reviewer)).status).toBe(303)
    expect(JSON.parse((await approvals())[0]!.detail)).toMatchObject({ invitedBy: admin.id })
  })

  it('show on the campaign’s page who invited the one who approves, until the mailbox is proved', async () => {
    await write(door.author)
    const session = await takeOver()
    expect((await press(session)).status).toBe(303)
    const page = async () => (await door.get(`/desk/campaigns/${slug}`, asAdmin)).text()
    expect(await page()).toContain('Adresse pas encore confirmée, invitation de <bdi>admin@mre.example</bdi>')
    await door.post('/desk/account/proof', {}, session)
    await enter((await mailed())!)
    expect(await page()).not.toContain('invitation de')
  })

  it('are still an invented one after the inviter was removed and came back', async () => {
    await write(admin)
    const reviewer = await takeOver()
    await saveOfficer(door.db, {
      institutionId: door.institution.id,
      email: 'second@mre.example',
      role: 'admin',
      createdAt: testNow,
    })
    await door.post(
      '/desk/admin/people/remove',
      { id: String(admin.id) },
      await door.as((await findOfficer(door.db, door.institution.id, 'second@mre.example'))!),
    )
    expect((await press(reviewer)).status).toBe(403)
  })

  it('leaves whom the operator added alone', async () => {
    await write(admin)
    const input = { email: 'relecture@mre.example', role: 'reviewer', institution: 'mre' }
    await runCommand(door.deps, 'officer add', input)
    const officer = await officerAt(door.institution, 'relecture@mre.example')
    const own = (await runCommand(door.deps, 'approve', { campaign: slug, as: officer.email })) as {
      state: string
    }
    expect(own.state).toBe('approved')
  })
})
