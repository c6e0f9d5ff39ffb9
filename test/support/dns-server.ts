import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

const types: Record<string, number> = { A: 1, PTR: 12, MX: 15, TXT: 16, AAAA: 28 }
const codes = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 }

export type DnsServer = { address: string; asked: string[]; close(): Promise<void> }

/**
 * A name server over UDP that knows the zone it is given: `name TYPE value`, or `name SERVFAIL`, `name REFUSED`,
 * `name SILENCE`. A name with records of another kind only has no such records; any other name does not exist.
 */
export async function startDns(lines: readonly string[]): Promise<DnsServer> {
  const zone = lines.map((line) => {
    const [, name, type, value] = /^(\S+) (\S+) ?(.*)$/.exec(line)!
    return { name: name!.toLowerCase(), type: type!, value: value! }
  })
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query: Buffer, from: RemoteInfo) => {
    const { name, type, end } = readQuestion(query)
    asked.push(`${name} ${type}`)
    const here = zone.filter((record) => record.name === name)
    const trouble = here.find((record) => record.type in codes)?.type as keyof typeof codes | undefined
    if (here.some((record) => record.type === 'SILENCE')) return
    const code = trouble ?? (here.length ? 'NOERROR' : 'NXDOMAIN')
    const records = here.filter((record) => record.type === type).map((record) => answer(type, record.value))
    socket.send(reply(query, end, codes[code], records), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}

/** RFC 1035, 4.1.2. */
function readQuestion(query: Buffer): { name: string; type: string; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const number = query.readUInt16BE(at + 1)
  const type = Object.keys(types).find((one) => types[one] === number) ?? `${number}`
  return { name: labels.join('.').toLowerCase(), type, end: at + 5 }
}

function reply(query: Buffer, end: number, code: number, records: Buffer[]): Buffer {
  const head = Buffer.from(query.subarray(0, end))
  // An answer, recursion available; the additional record of the question (EDNS) is left out.
  head.writeUInt16BE(0x8180 | code, 2)
  head.writeUInt16BE(records.length, 6)
  head.writeUInt16BE(0, 10)
  return Buffer.concat([head, ...records])
}

/** RFC 1035, 4.1.3; the owner is a pointer to the question. */
function answer(type: string, value: string): Buffer {
  const data = dataOf(type, value)
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(types[type]!, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

function dataOf(type: string, value: string): Buffer {
  if (type === 'A') return Buffer.from(value.split('.').map(Number))
  if (type === 'AAAA') return Buffer.from(value.replaceAll(':', ''), 'hex')
  if (type === 'PTR') return nameBytes(value)
  if (type === 'MX') {
    const [preference, host = ''] = value.split(' ')
    return Buffer.concat([Buffer.from([0, Number(preference)]), nameBytes(host)])
  }
  const pieces = value.match(/[\s\S]{1,255}/g) ?? ['']
  return Buffer.concat(pieces.flatMap((piece) => [Buffer.from([piece.length]), Buffer.from(piece)]))
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter(Boolean)
  return Buffer.concat([
    ...labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
    Buffer.from([0]),
  ])
}
