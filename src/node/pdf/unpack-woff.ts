import { inflateSync } from 'node:zlib'

/**
 * A font out of its WOFF 1.0 wrapping (W3C Recommendation, 13 December 2012): the same tables, each inflated. The PDF library
 * would do it as well, many times slower.
 */
export function unpackWoff(file: Buffer): Buffer {
  const count = file.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const at = 44 + 20 * index
    const [start, packed, length] = [4, 8, 12].map((more) => file.readUInt32BE(at + more)) as [
      number,
      number,
      number,
    ]
    const data = file.subarray(start, start + packed)
    return {
      tag: file.subarray(at, at + 4),
      sum: file.readUInt32BE(at + 16),
      data: packed < length ? inflateSync(data) : data,
    }
  })
  const power = Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + 16 * count)
  head.writeUInt32BE(file.readUInt32BE(4), 0)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(16 * 2 ** power, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(16 * (count - 2 ** power), 10)
  let offset = head.length
  const parts = tables.map(({ tag, sum, data }, index) => {
    const at = 12 + 16 * index
    tag.copy(head, at)
    head.writeUInt32BE(sum, at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(data.length, at + 12)
    // Each table begins at a multiple of four.
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
    offset += padded.length
    return padded
  })
  return Buffer.concat([head, ...parts])
}
