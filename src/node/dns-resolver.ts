import { Resolver as Asker } from 'node:dns/promises'
import { AppError } from '../core/error.ts'
import type { Resolver } from '../core/preflight/resolver.ts'

/** The name is not there, or not with records of that kind, or cannot exist at all. */
const absent = new Set(['ENODATA', 'ENOTFOUND', 'EBADNAME'])

/** In the words of the DNS (RFC 1035, 4.1.1): what c-ares calls ESERVFAIL is no fault of the name. */
const failures: Record<string, string> = {
  ESERVFAIL: 'SERVFAIL',
  EREFUSED: 'REFUSED',
  ETIMEOUT: 'no answer in time',
  ECONNREFUSED: 'no name server listens there',
  EBADRESP: 'an answer that nobody can read',
}

/**
 * The DNS as this machine sees it.
 *
 * @param servers  addresses with or without a port, `192.0.2.53`, `[2001:db8::53]:5353`; none = those of the machine
 * @param timeoutMs  for the first of two attempts; the second waits longer
 * @throws AppError `setting` when a server is no address; its answers throw Error when nobody could be asked
 */
export function nodeResolver(servers: readonly string[] = [], timeoutMs = 2500): Resolver {
  const asker = new Asker({ timeout: timeoutMs, tries: 2 })
  if (servers.length) setServers(asker, servers)
  return {
    txt: (name) => ask(name, async () => (await asker.resolveTxt(name)).map((pieces) => pieces.join(''))),
    mx: (name) =>
      ask(name, async () => {
        const hosts = await asker.resolveMx(name)
        return hosts.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)
      }),
    async addresses(name) {
      const both = [ask(name, () => asker.resolve4(name)), ask(name, () => asker.resolve6(name))]
      return (await Promise.all(both)).flat()
    },
    ptr: (address) => ask(address, () => asker.reverse(address)),
  }
}

function setServers(asker: Asker, servers: readonly string[]): void {
  try {
    asker.setServers(servers)
  } catch {
    const line = `MAWJA_DNS must be addresses of name servers such as 192.0.2.53:53, not "${servers.join(',')}"`
    throw new AppError('invalid', 'setting', line)
  }
}

async function ask(name: string, question: () => Promise<string[]>): Promise<string[]> {
  try {
    return await question()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (absent.has(code)) return []
    throw new Error(`${name}: ${failures[code] ?? code}`, { cause: error })
  }
}
