import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type DkimKey = { pem: string; publicKey: string }

export function makeKey(): DkimKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  }
}

/** With the key in place of the DNS, by dkimpy, which shares nothing with our signer. */
export async function verifyAll(key: DkimKey, folder: string): Promise<unknown> {
  const script = join(import.meta.dirname, 'verify-dkim.py')
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [script, key.publicKey, folder], {
    maxBuffer: 1 << 26,
  })
  return JSON.parse(stdout)
}
