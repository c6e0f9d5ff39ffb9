import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCertificate } from '../../../src/core/webhook/certificate.ts'
import { certificateFor } from './certificates.ts'

it('reads key and time of every certificate that Node trusts, as Node does', () => {
  expect(rootCertificates.length).toBeGreaterThan(100)
  for (const pem of rootCertificates) {
    const oracle = new X509Certificate(pem)
    const read = readCertificate(pem)!
    expect(Buffer.from(read.publicKey)).toEqual(oracle.publicKey.export({ type: 'spki', format: 'der' }))
    expect([read.from, read.until]).toEqual([Date.parse(oracle.validFrom), Date.parse(oracle.validTo)])
  }
})

it('reads what the tests of Amazon make, which Node takes as well', () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const [from, until] = [Date.UTC(2026, 0, 1), Date.UTC(2051, 0, 1)]
  const pem = certificateFor(key, from, until)
  expect(new X509Certificate(pem).verify(key.publicKey)).toBe(true)
  expect(readCertificate(pem)).toMatchObject({ from, until })
})

it('finds nothing in what is no certificate, and never throws', () => {
  for (const pem of ['', 'x', '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----'])
    expect(readCertificate(pem)).toBeNull()
  const der = Buffer.from(rootCertificates[0]!.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  fc.assert(
    fc.property(fc.nat(der.length - 1), fc.uint8Array({ maxLength: 8 }), fc.nat(20), (at, bytes, cut) => {
      const bad = Buffer.concat([der.subarray(0, at), bytes, der.subarray(at + cut)]).toString('base64')
      const read = readCertificate(`-----BEGIN CERTIFICATE-----\n${bad}\n-----END CERTIFICATE-----`)
      expect(read === null || read.publicKey.length > 0).toBe(true)
    }),
  )
})
