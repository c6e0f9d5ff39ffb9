/**
 * A font out of its WOFF 1.0 wrapping (W3C Recommendation, 13 December 2012): the same tables, each inflated. The PDF library
 * would do it as well, many times slower.
 */
export async function unpackWoff(file: Uint8Array): Promise<Uint8Array> {
  const read = viewOf(file)
  const count = read.getUint16(12)
  const tables = await Promise.all(
    Array.from({ length: count }, (_, index) => tableAt(file, 44 + 20 * index)),
  )
  const headLength = 12 + 16 * count
  const font = new Uint8Array(tables.reduce((sum, { data }) => sum + padded(data.length), headLength))
  const write = viewOf(font)
  const power = Math.floor(Math.log2(count))
  write.setUint32(0, read.getUint32(4))
  write.setUint16(4, count)
  write.setUint16(6, 16 * 2 ** power)
  write.setUint16(8, power)
  write.setUint16(10, 16 * (count - 2 ** power))
  let offset = headLength
  tables.forEach(({ tag, sum, data }, index) => {
    const at = 12 + 16 * index
    font.set(tag, at)
    write.setUint32(at + 4, sum)
    write.setUint32(at + 8, offset)
    write.setUint32(at + 12, data.length)
    font.set(data, offset)
    offset += padded(data.length)
  })
  return font
}

async function tableAt(file: Uint8Array, at: number) {
  const read = viewOf(file)
  const [start, packed, length] = [4, 8, 12].map((more) => read.getUint32(at + more)) as [
    number,
    number,
    number,
  ]
  const data = file.subarray(start, start + packed)
  return {
    tag: file.subarray(at, at + 4),
    sum: read.getUint32(at + 16),
    data: packed < length ? await inflated(data) : data,
  }
}

/** By the web's own means, which both runtimes have. */
async function inflated(data: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([data.slice()]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Each table begins at a multiple of four. */
const padded = (length: number) => Math.ceil(length / 4) * 4
