import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { addressHash, deriveKeys } from '../../src/core/token.ts'
import { openLeaving, sealLeaving, sealReturned } from '../../src/core/tokens.ts'
import { receive } from '../../src/engine/receive.ts'
import { stats } from '../../src/engine/stats.ts'
import { personByEmail } from '../../src/store/people.ts'
import { repliesOf } from '../../src/store/replies.ts'
import { suppressionOf } from '../../src/store/suppressions.ts'
import { answer, bounceDomain, bytes, report, sentWorld } from '../support/coming-back.ts'
import { testKeys } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { readMail } from '../support/mail.ts'

let world: Awaited<ReturnType<typeof sentWorld>>
beforeEach(async () => {
  world = await sentWorld()
})

const nobody = { did: 'ignored', suppressed: 0 }
const other = deriveKeys('the secret of another installation, 32 or more')
const suppressed = async (email: string) =>
  (
    await suppressionOf(world.db, {
      institutionId: world.institution.id,
      hash: addressHash(testKeys, 'email', email),
    })
  )?.reason
const arrive = (raw: Uint8Array, to: string | string[], from = '') =>
  receive(world.deps, { raw, to: [to].flat(), from })
const replies = () => repliesOf(world.db, { institutionId: world.institution.id, limit: 100 })

describe('what goes out', () => {
  it('has a sender of its own and two ways to leave', async () => {
    const senders = world.mails.map(({ envelope }) => envelope.from)
    expect(new Set(senders).size).toBe(3)
    for (const sender of senders) expect(sender).toMatch(/^b\+[a-z2-7]{28,}@bounce\.mre\.example$/)
    const read = await readMail(world.mails[0])
    const header = (name: string) => read.headerLines.find(({ key }) => key === name)!.line
    expect(header('list-unsubscribe').replace(/\r\n\s+/g, ' ')).toMatch(
      /^List-Unsubscribe: <https:\/\/mawja\.example\/u\/[\w-]+>, <mailto:unsubscribe\+[a-z2-7]+@bounce\.mre\.example\?subject=unsubscribe>$/,
    )
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  })
})

describe('a bounce', () => {
  it('that proves by its token which message it answers strikes the address off, once', async () => {
    const [mail] = world.mails
    const raw = report(mail!, [{ address: mail!.envelope.to }])
    const to = mail!.envelope.from.toUpperCase()
    expect(await arrive(raw, to)).toEqual({ did: 'bounce', suppressed: 1 })
    expect(await suppressed(mail!.envelope.to)).toBe('unknown_user')
    const before = dump(world.db)
    expect(await arrive(raw, to)).toEqual({ did: 'bounce', suppressed: 0 })
    expect(dump(world.db)).toEqual(before)
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ bounces: 1, complaints: 0 })
  })

  it('without such a token changes nothing, however it is forged', async () => {
    const [mail] = world.mails
    const returned = `From: lettre@mre.example\nMessage-ID: <1.abc@mre.example>\nTo: ${mail!.envelope.to}`
    const raw = report(mail!, [{ address: mail!.envelope.to }], { returned })
    const [, token = ''] = /^b\+(.*)@/.exec(mail!.envelope.from)!
    const before = dump(world.db)
    const forged = [
      [],
      ['lettre@mre.example'],
      [`${sealReturned(other, mail!.id)}@${bounceDomain}`],
      [`b+${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}@${bounceDomain}`],
      [`b+${token.slice(0, 20)}@${bounceDomain}`],
      [`unsubscribe+${token}@${bounceDomain}`],
      [`b+@${bounceDomain}`, '', '@', 'b+x'],
    ]
    for (const to of forged) expect(await arrive(raw, to)).toEqual(nobody)
    expect(dump(world.db)).toEqual(before)
  })

  it('that lost its envelope is known by the sender or the Message-ID of what it returns', async () => {
    const [first, second] = world.mails
    const bySender = report(first!, [{ address: first!.envelope.to }], {
      returned: `Return-Path: <${first!.envelope.from}>\nSubject: invitation`,
    })
    expect(await arrive(bySender, 'lettre@mre.example')).toEqual({ did: 'bounce', suppressed: 1 })
    const byMessageId = report(second!, [{ address: second!.envelope.to }])
    expect(await arrive(byMessageId, 'lettre@mre.example')).toEqual({ did: 'bounce', suppressed: 1 })
    expect(await suppressed(second!.envelope.to)).toBe('unknown_user')
  })

  it.each([
    ['a full mailbox', { status: '5.2.2', diagnostic: '552 5.2.2 Mailbox full' }, 'bounce'],
    ['spam', { status: '5.7.1', diagnostic: '550 5.7.1 Message rejected as spam' }, 'bounce'],
    ['a delay', { action: 'delayed', status: '4.4.1', diagnostic: '421 4.4.1 timed out' }, 'delayed'],
  ])('for %s strikes nobody off', async (_, told, did) => {
    const [mail] = world.mails
    const raw = report(mail!, [{ address: mail!.envelope.to, ...told }])
    expect(await arrive(raw, mail!.envelope.from)).toEqual({ did, suppressed: 0 })
    expect(await suppressed(mail!.envelope.to)).toBeUndefined()
  })

  it('with several recipients is about the one we wrote to', async () => {
    const [first, second] = world.mails
    const others = { address: 'someone@list.example' }
    const full = { status: '5.2.2', diagnostic: '552 5.2.2 Mailbox full' }
    const ours = report(first!, [{ ...others, ...full }, { address: first!.envelope.to }])
    expect(await arrive(ours, first!.envelope.from)).toEqual({ did: 'bounce', suppressed: 1 })
    const members = report(second!, [others, { address: 'other@list.example', ...full }])
    expect(await arrive(members, second!.envelope.from)).toEqual({ did: 'bounce', suppressed: 0 })
    const reasons = await world.db.prepare('SELECT reason FROM returns ORDER BY id').all()
    expect(reasons.results).toEqual([{ reason: 'unknown_user' }, { reason: 'undetermined' }])
  })
})

describe('a complaint', () => {
  it('is known by the sender that the report names, and ends everything', async () => {
    const [mail] = world.mails
    const raw = (sender: string) =>
      bytes(`From: fbl@provider.example
To: complaints@${bounceDomain}
Subject: complaint
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: x/1
Version: 1
Original-Mail-From: <${sender}>

--b
Content-Type: message/rfc822

From: lettre@mre.example
Subject: invitation

x
--b--
`)
    const door = `complaints@${bounceDomain}`
    expect(await arrive(raw(`b+${'a'.repeat(28)}@${bounceDomain}`), door, 'fbl@provider.example')).toEqual(
      nobody,
    )
    const done = await arrive(raw(mail!.envelope.from), door, 'fbl@provider.example')
    expect(done).toEqual({ did: 'complaint', suppressed: 1 })
    expect(await suppressed(mail!.envelope.to)).toBe('complaint')
    const person = await personByEmail(world.db, world.institution.id, mail!.envelope.to)
    expect(person!.consentEmail).toBe('withdrawn')
  })
})

describe('unsubscribing by mail', () => {
  const way = async (index: number) => {
    const read = await readMail(world.mails[index])
    const [, address] = /<mailto:([^?>]+)/.exec(
      read.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line.replace(/\r\n\s+/g, ''),
    )!
    return address!
  }

  it('works from whatever address, and twice', async () => {
    const raw = bytes('From: autre@ailleurs.example\nSubject: unsubscribe\n\n')
    const to = await way(0)
    expect(await arrive(raw, to.toUpperCase(), 'autre@ailleurs.example')).toMatchObject({
      did: 'unsubscribed',
    })
    const before = dump(world.db)
    world.at.now += 60_000
    expect(await arrive(raw, to, 'autre@ailleurs.example')).toMatchObject({ did: 'unsubscribed' })
    expect(dump(world.db)).toEqual(before)
    const email = world.mails[0]!.envelope.to
    expect(await suppressed(email)).toBe('unsubscribed')
    const ledger = await world.db.prepare("SELECT source FROM consents WHERE act = 'withdrawn'").all()
    expect(ledger.results).toEqual([{ source: 'mailto:' }])
    expect(await stats(world.deps, await world.campaign())).toMatchObject({ unsubscribes: 1 })
  })

  it('needs a token of this installation', async () => {
    const identity = openLeaving(testKeys, (await way(0)).split('@')[0]!)!
    const before = dump(world.db)
    const raw = bytes('From: a@b.example\nSubject: unsubscribe\n\n')
    expect(await arrive(raw, `${sealLeaving(other, identity)}@${bounceDomain}`, 'a@b.example')).toEqual(
      nobody,
    )
    expect(dump(world.db)).toEqual(before)
  })
})

describe('a person’s answer', () => {
  const person = 'autre@ailleurs.example'

  it('is kept once, with the campaign it answers', async () => {
    const [mail] = world.mails
    const raw = answer(mail!, 'Je suis ingénieure, à qui écrire ?\n\nشكرا', { From: person })
    expect(await arrive(raw, `reply@${bounceDomain}`, person)).toEqual({ did: 'reply', suppressed: 0 })
    const again = new Uint8Array([...bytes('Received: by relay.example; once more\n'), ...raw])
    expect(await arrive(again, `reply@${bounceDomain}`, person)).toMatchObject({ did: 'reply' })
    expect(await replies()).toEqual([
      {
        id: expect.any(Number),
        campaign: 'competences',
        sender: person,
        subject: 'Re: invitation',
        body: 'Je suis ingénieure, à qui écrire ?\n\nشكرا',
        at: world.at.now,
        doneAt: null,
      },
    ])
  })

  it('that answers nothing of ours is not kept', async () => {
    const [mail] = world.mails
    const foreign = answer(mail!, 'Spam', {
      'In-Reply-To': '<1.aaaaaaaaaaaaaaaaaaaaaaaaaa@mre.example>',
      References: '<1.x@mre.example>',
    })
    expect(await arrive(foreign, `reply@${bounceDomain}`, person)).toEqual(nobody)
    for (const more of [{ 'Auto-Submitted': 'auto-generated' }, { Precedence: 'bulk' }, { 'List-Id': '<x>' }])
      expect((await arrive(answer(mail!, 'Machine', more), `reply@${bounceDomain}`, person)).did).not.toBe(
        'reply',
      )
    expect(await replies()).toEqual([])
  })

  it('is cut after 64 kB, between two letters', async () => {
    const [mail] = world.mails
    await arrive(answer(mail!, 'ش'.repeat(100_000)), `reply@${bounceDomain}`, person)
    const [{ body } = { body: '' }] = await replies()
    expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(64 * 1024)
    expect(body).toMatch(/^ش{20000,}$/)
  })

  it('by a machine is written down and strikes nobody off', async () => {
    const [mail] = world.mails
    const raw = answer(mail!, 'Je suis absente.', {
      Subject: 'Absence du bureau',
      'Auto-Submitted': 'auto-replied',
    })
    expect(await arrive(raw, mail!.envelope.from, '')).toEqual({ did: 'autoreply', suppressed: 0 })
    expect(await replies()).toEqual([])
    expect(await suppressed(mail!.envelope.to)).toBeUndefined()
  })
})

describe('what is no such mail', () => {
  it('neither throws nor changes anything', async () => {
    const [mail] = world.mails
    const before = dump(world.db)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (raw) => {
        expect(await arrive(raw, mail!.envelope.from)).toEqual(nobody)
      }),
    )
    expect(dump(world.db)).toEqual(before)
  })

  it('is looked at for a megabyte only', async () => {
    const [mail] = world.mails
    const raw = report(mail!, [{ address: mail!.envelope.to }])
    const huge = new Uint8Array(30_000_000).fill(0x61)
    huge.set(raw)
    expect(await arrive(huge, mail!.envelope.from)).toMatchObject({ did: 'bounce' })
    huge.fill(0x0a)
    expect(await arrive(huge, mail!.envelope.from)).toEqual(nobody)
  })

  it('real mails of others, sent to a real token, say only what they say', async () => {
    const [mail] = world.mails
    const folder = new URL('../core/returned/mails/', import.meta.url)
    const unknown = readFileSync(new URL('postfix-unknown.eml', folder))
    expect(await arrive(unknown, mail!.envelope.from)).toMatchObject({ did: 'bounce', suppressed: 1 })
    const late = readFileSync(new URL('exim-delayed.eml', folder))
    expect(await arrive(late, mail!.envelope.from)).toEqual({ did: 'delayed', suppressed: 0 })
  })
})
