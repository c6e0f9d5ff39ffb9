/** Addresses under MAWJA_BOUNCE_DOMAIN that are the same for everybody. */
export const openDoors = ['reply', 'complaints'] as const

/** Local part and domain, both as written; null for what is no address. */
export function splitAddress(address: string): { local: string; domain: string } | null {
  const at = address.lastIndexOf('@')
  if (at < 1 || at > 64 || at === address.length - 1) return null
  return { local: address.slice(0, at), domain: address.slice(at + 1) }
}

/**
 * Whether mail to an address may come in. It only looks like one of ours: who asks learns nothing about which tokens
 * are real.
 */
export function isDoor(address: string, domain: string): boolean {
  const parts = splitAddress(address)
  if (parts?.domain.toLowerCase() !== domain.toLowerCase()) return false
  const local = parts.local.toLowerCase()
  return openDoors.some((door) => door === local) || /^(b|unsubscribe)\+[a-z2-7]{27,60}$/.test(local)
}
