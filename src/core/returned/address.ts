/** Loose on purpose: what stands in reports is often no address of RFC 5321, and has to be told all the same. */
const address = /[^\s<>"'(),;:]{1,64}@[^\s<>"'(),;:]{1,255}/g

/** The addresses in a field or a line, each once, in order. */
export function addressesIn(text: string): string[] {
  return once(text.slice(0, 20_000).match(address) ?? [])
}

/** Each address once, whatever the case of its letters. */
export function once(addresses: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const one of addresses) if (!seen.has(one.toLowerCase())) seen.set(one.toLowerCase(), one)
  return [...seen.values()]
}
