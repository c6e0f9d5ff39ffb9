/** An IPv4 address in IPv6's clothes is an IPv4 address. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** Whether an address is of the machine or of a private network (RFC 1918, RFC 4193): a proxy of ours, nobody outside. */
export const isOwnNetwork = (address: string): boolean =>
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(plain(address))

/** `203.0.113.9` → `203.0.113`, `2001:db8:1:2::9` → `2001:db8:1`: /24 and /48. Null for what is no address. */
export function networkOf(address: string | null): string | null {
  const text = plain(address ?? '')
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(text)
  if (four) return four[1]!
  if (!/^[\da-f:]*:[\da-f:]*$/i.test(text)) return null
  // As most are written: the first three groups stand before any gap.
  const three = /^([\da-f]{1,4}):([\da-f]{1,4}):([\da-f]{1,4}):/i.exec(text)
  if (three) return three[0].slice(0, -1).toLowerCase()
  const [head = '', tail = ''] = text.toLowerCase().split('::')
  const [start, end] = [head, tail].map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: Math.max(0, 8 - start!.length - end!.length) }, () => '0')
  return [...start!, ...(text.includes('::') ? zeros : []), ...end!].slice(0, 3).join(':')
}
