/** Answers from the DNS. A name without such records answers with an empty list; failing to ask throws. */
export type Resolver = {
  /** Each record as one text, its pieces joined (RFC 7208, 3.3). */
  txt(name: string): Promise<string[]>
  /** Hosts, best first; `''` is the null MX (RFC 7505). */
  mx(name: string): Promise<string[]>
  /** IPv4 and IPv6. */
  addresses(name: string): Promise<string[]>
  /** Names of an address. */
  ptr(address: string): Promise<string[]>
}

/** `a=b; c=d` → records of tags, as DKIM and DMARC write them. Unknown tags stay; the first of two equal ones counts. */
export function readTags(text: string): Map<string, string> {
  const tags = new Map<string, string>()
  for (const part of text.split(';')) {
    const cut = part.indexOf('=')
    if (cut < 1) continue
    const name = part.slice(0, cut).trim().toLowerCase()
    if (!tags.has(name)) tags.set(name, part.slice(cut + 1).trim())
  }
  return tags
}
