import { cloudRanges } from './cloud-ranges.ts'

/** First and last address of a block, as numbers, in ascending order of the first. */
const blocks = Object.values(cloudRanges)
  .flat()
  .map((block) => {
    const [address = '', bits] = block.split('/')
    const first = numberOf(address)!
    return { first, last: first + 2 ** (32 - Number(bits)) - 1 }
  })
  .sort((a, b) => a.first - b.first)

/**
 * Whether an address belongs to a large cloud, as far as the table knows. Looked at in memory alone; nothing is kept.
 *
 * @param address  IPv4, also in IPv6's writing (`::ffff:`); of anything else nothing is known
 */
export function isInCloud(address: string): boolean {
  const wanted = numberOf(address.replace(/^::ffff:/i, ''))
  if (wanted === null) return false
  let [low, high] = [0, blocks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (blocks[middle]!.first <= wanted) low = middle + 1
    else high = middle
  }
  return low > 0 && wanted <= blocks[low - 1]!.last
}

function numberOf(address: string): number | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return null
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}
