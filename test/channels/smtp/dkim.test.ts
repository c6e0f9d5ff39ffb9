import { createVerify, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import RelaxedBody from 'nodemailer/lib/dkim/relaxed-body'
import sign from 'nodemailer/lib/dkim/sign'
import { expect, it } from 'vitest'
import { dkimPublicKey, dkimSigner } from '../../../src/channels/smtp/dkim.ts'
import { mail } from '../../contracts/channel.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const settings = { domain: 'mre.example', selector: 's2026', privateKey: pem }

it('covers both unsubscribe fields, and From twice', async () => {
  const signed = await (await dkimSigner(settings))(mail(1).raw)
  const names = tag(signed, 'h').split(':')
  expect(names).toContain('list-unsubscribe')
  expect(names).toContain('list-unsubscribe-post')
  expect(names.filter((it) => it === 'from')).toHaveLength(2)
  expect(signed.endsWith(`\r\n${mail(1).raw}`)).toBe(true)
  for (const line of signed.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78)
})

it('reads the older form of the key as well', async () => {
  const older = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const [one, other] = await Promise.all([
    dkimSigner(settings),
    dkimSigner({ ...settings, privateKey: older }),
  ])
  expect(await other(mail(1).raw)).toBe(await one(mail(1).raw))
})

/** Bodies and headers of what breaks canonicalisation: runs of blanks, blank ends, empty lines. */
const text = fc.array(fc.constantFrom(' ', '\t', '\r\n', '.', 'a', 'zwei', '='), { maxLength: 30 })
const value = fc.array(fc.constantFrom(' ', '\t', '\r\n ', '\r\n\t', 'b', 'x;y', ':'), { maxLength: 15 })

it('agrees with the signer of nodemailer on what is signed', async () => {
  const signMail = await dkimSigner(settings)
  await fc.assert(
    fc.asyncProperty(text, value, value, async (body, subject, listId) => {
      const fields = [
        'From: a@mre.example',
        `Subject:${subject.join('')}`,
        `List-ID : l${listId.join('')}`,
        'X-Other: 1',
        'To:b@diaspora.example',
      ]
      const signed = await signMail(`${fields.join('\r\n')}\r\n\r\n${body.join('')}`)
      expect(tag(signed, 'bh')).toBe(await bodyHash(body.join('')))
      const lines = fields.map((line) => ({ key: line.split(':')[0]!.trim().toLowerCase(), line }))
      const { headers } = sign.relaxedHeaders(lines, tag(signed, 'h').replace('from:from', 'from'))
      expect(verifies(headers, signed)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

it.each([
  ['', 'DKIM_KEY must be an RSA private key in PEM'],
  [
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
    'DKIM_KEY is not a readable RSA private key',
  ],
  [keyOf('ec'), 'DKIM_KEY is not a readable RSA private key'],
  [keyOf('short'), 'DKIM_KEY has 1024 bits; receivers want 2048 or more'],
])('says what is wrong with a key', async (key, line) => {
  await expect(dkimSigner({ ...settings, privateKey: key })).rejects.toThrow(line)
})

it('takes no domain that would add tags of its own', async () => {
  await expect(dkimSigner({ ...settings, domain: 'a.example; l=0' })).rejects.toThrow('must be a DNS name')
})

function keyOf(kind: 'ec' | 'short'): string {
  const pair =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 1024 })
  return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function tag(signed: string, name: string): string {
  const header = signed.split(/\r\n(?![ \t])/)[0]!
  return new RegExp(`[;\\s]${name}=([^;]*)`).exec(header)![1]!.replace(/\s/g, '')
}

function bodyHash(body: string): Promise<string> {
  return new Promise((done) => {
    const relaxed = new RelaxedBody({ hashAlgo: 'sha256' })
    relaxed.on('hash', (hash: string) => done(hash))
    relaxed.resume()
    relaxed.end(Buffer.from(body))
  })
}

function verifies(headers: string, signed: string): boolean {
  const own = signed.split(/\r\n(?![ \t])/)[0]!.replace(/b=[^;]*$/, 'b=')
  const relaxed = own
    .slice(own.indexOf(':') + 1)
    .replace(/\s+/g, ' ')
    .trim()
  return createVerify('RSA-SHA256')
    .update(`${headers}dkim-signature:${relaxed}`, 'latin1')
    .verify(publicKey, tag(signed, 'b'), 'base64')
}

it('knows the public half of its key, as it stands in the DNS', async () => {
  const known = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  expect(await dkimPublicKey(pem)).toBe(known)
  expect(await dkimPublicKey(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString())).toBe(known)
})
