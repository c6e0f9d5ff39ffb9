import type { Resolver } from '../../src/core/preflight/resolver.ts'

/** A zone written down: `name TYPE value` → answers. Counts what was asked. */
export function zone(lines: readonly string[]): Resolver & { asked: string[] } {
  const asked: string[] = []
  const find = async (name: string, type: string) => {
    asked.push(`${name} ${type}`)
    return lines
      .map((line) => /^(\S+) (\S+) ?(.*)$/.exec(line)!)
      .filter(([, at, kind]) => at === name.toLowerCase() && kind === type)
      .map(([, , , value]) => value!)
  }
  return {
    asked,
    txt: (name) => find(name, 'TXT'),
    mx: (name) => find(name, 'MX'),
    addresses: async (name) => [...(await find(name, 'A')), ...(await find(name, 'AAAA'))],
    ptr: (address) => find(address, 'PTR'),
  }
}
