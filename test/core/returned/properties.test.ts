import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { classifyReturned } from '../../../src/core/returned/classify.ts'
import { splitMbox } from '../../../src/core/returned/mbox.ts'
import { reportedRecipients } from '../../../src/core/returned/report.ts'

const folder = new URL('mails/', import.meta.url)
const mails = readdirSync(folder).map((name) => readFileSync(new URL(name, folder)))
const mail = (name: string) => readFileSync(new URL(`${name}.eml`, folder)).toString()

it('says something of any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
      expect(await classifyReturned(bytes)).toHaveProperty('kind')
    }),
    { numRuns: 200 },
  )
})

it('says something of every mail that was cut, joined or spoiled on its way', async () => {
  const spoiled = fc
    .record({
      one: fc.constantFrom(...mails),
      other: fc.constantFrom(...mails),
      from: fc.nat(3_000),
      to: fc.nat(3_000),
      noise: fc.uint8Array({ maxLength: 40 }),
    })
    .map(({ one, other, from, to, noise }) =>
      Buffer.concat([one.subarray(0, from), noise, other.subarray(to)]),
    )
  await fc.assert(
    fc.asyncProperty(spoiled, async (bytes) => {
      const { recipients } = await classifyReturned(bytes)
      expect(
        recipients.filter(({ action, suppress }) => suppress && !['failed', ''].includes(action)),
      ).toEqual([])
    }),
    { numRuns: 300 },
  )
})

/** What a letter of ours might say, to mislead whoever reads on into it. */
const traps = fc
  .array(
    fc.constantFrom(
      '550 5.1.1 <traps@piege.example>... User unknown',
      'Final-Recipient: rfc822; traps@piege.example',
      'mailbox full, over quota',
      'blocked as spam by our block list',
      'the domain does not exist',
      'Subject: Delivery delayed, will be retried',
      '<traps@piege.example>:',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((lines) => `${lines.join('\n')}\n`)

it.each([
  ['postfix-unknown', 'This domain does not exist.'],
  ['several', 'This domain does not exist.'],
  ['qmail', '550 5.1.1 unknown user salma'],
  ['gmail', 'Subject: spam'],
  ['yahoo', 'Subject: over quota'],
  ['exchange-disabled', 'This domain does not exist.'],
])('%s: what the returned letter says changes nothing', async (name, place) => {
  const text = mail(name)
  const plain = await classifyReturned(text)
  expect(text).toContain(place)
  await fc.assert(
    fc.asyncProperty(traps, async (trap) => {
      expect(await classifyReturned(text.replace(place, `${trap}${place}`))).toEqual(plain)
    }),
    { numRuns: 60 },
  )
})

type Said = { address: string; action: string; status: string; text: string }
const said: fc.Arbitrary<Said> = fc.record({
  address: fc.constantFrom('amine', 'salma', 'omar', 'nadia', 'ilyas').map((name) => `${name}@ville.example`),
  action: fc.constantFrom('failed', 'delayed', 'delivered', 'relayed', 'expanded'),
  status: fc.constantFrom('5.1.1', '5.2.2', '4.4.1', '5.7.1', '5.0.0', '2.1.5'),
  text: fc.constantFrom('550 no such user', '552 mailbox full', '550 spam', '451 try again later', ''),
})
const people = fc.uniqueArray(said, { selector: ({ address }) => address, minLength: 1 })

function report(recipients: readonly Said[]): string {
  const groups = recipients.map(
    ({ address, action, status, text }) =>
      `Final-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${text}\n`,
  )
  return mail('several').replace(/Final-Recipient[\s\S]*4\.4\.1\n/, groups.join('\n'))
}

it('gives the same verdicts in whatever order a report names people', async () => {
  await fc.assert(
    fc.asyncProperty(people, async (recipients) => {
      const one = await classifyReturned(report(recipients))
      const other = await classifyReturned(report([...recipients].reverse()))
      expect([...other.recipients].reverse()).toEqual(one.recipients)
      expect(one.recipients).toHaveLength(recipients.length)
    }),
  )
})

it('strikes off nobody whose mail has not failed for good', async () => {
  await fc.assert(
    fc.asyncProperty(people, async (recipients) => {
      const { recipients: judged } = await classifyReturned(report(recipients))
      expect(judged.filter(({ action, suppress }) => suppress && action !== 'failed')).toEqual([])
    }),
  )
})

it('reads back the groups of a report', () => {
  fc.assert(
    fc.property(people, fc.constantFrom('\n', '\r\n'), (recipients, end) => {
      const groups = recipients.map(
        (it) => `Final-Recipient: rfc822;${it.address}\nAction: ${it.action}\nStatus: ${it.status}`,
      )
      const read = reportedRecipients(
        `Reporting-MTA: dns; a.example\n\n${groups.join('\n\n')}\n`.replaceAll('\n', end),
      )
      expect(read.map(({ address, action, status }) => ({ address, action, status }))).toEqual(
        recipients.map(({ address, action, status }) => ({ address, action, status })),
      )
    }),
  )
})

it('takes an mbox apart into the mails it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...mails), { minLength: 1, maxLength: 6 }), (chosen) => {
      const parts = chosen.map((it) =>
        Buffer.concat([Buffer.from('From b@a.example Mon Mar  2 09:00:00 2026\n'), it]),
      )
      expect(splitMbox(Buffer.concat(parts)).map((it) => Buffer.from(it))).toEqual(parts)
    }),
  )
})
