import { type KeyObject, sign } from 'node:crypto'

/** A self-signed X.509 certificate (RFC 5280), written octet by octet: Node reads them and makes none. */
export function certificateFor(
  key: { publicKey: KeyObject; privateKey: KeyObject },
  from: number,
  until: number,
): string {
  const algorithm = item(0x30, oid('2a864886f70d01010b'), item(0x05))
  const name = item(
    0x30,
    item(0x31, item(0x30, oid('550403'), item(0x0c, Buffer.from('sns.amazonaws.example')))),
  )
  const body = item(
    0x30,
    item(0xa0, item(0x02, Buffer.of(2))),
    item(0x02, Buffer.of(1)),
    algorithm,
    name,
    item(0x30, time(from), time(until)),
    name,
    key.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = item(0x03, Buffer.of(0), sign('RSA-SHA256', body, key.privateKey))
  const base64 = item(0x30, body, algorithm, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

function item(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.of(tag, ...length), content])
}

const oid = (hex: string) => item(0x06, Buffer.from(hex, 'hex'))

/** Up to 2049 the year has two digits. */
function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')
  return text < '2050' ? item(0x17, Buffer.from(text.slice(2))) : item(0x18, Buffer.from(text))
}
