/** A receiving provider and how much it takes from one sender before it pushes back. */
export type Provider = {
  /** Its name in the database and in `MAWJA_LANES`. */
  id: string
  /** Domains that say by themselves who receives for them. */
  domains: readonly string[]
  /** Ends of the names of its mail servers, on a label's boundary. */
  mx: readonly string[]
  /** Messages under way to it at once, from all processes together. */
  connections: number
  /** Messages after which a connection that carried its mail is closed. */
  perConnection: number
  /** Messages a minute, from all processes together. */
  perMinute: number
}

/**
 * Domain → provider by the domain alone.
 *
 * @returns null when its MX must be asked
 */
export function providersByDomain(providers: readonly Provider[]): ReadonlyMap<string, Provider> {
  const pairs = providers.flatMap((provider) => provider.domains.map((domain) => [domain, provider] as const))
  // The first that names a domain has it, as with MX.
  return new Map(pairs.reverse())
}

/** Whose servers they are, the preferred one first; null = nobody's that is known. */
export function providerByMx(providers: readonly Provider[], hosts: readonly string[]): Provider | null {
  for (const host of hosts) {
    const name = host.toLowerCase().replace(/\.$/, '')
    const found = providers.find(({ mx }) => mx.some((end) => name === end || name.endsWith(`.${end}`)))
    if (found) return found
  }
  return null
}

/** RFC 6761: nobody ever receives mail there, so nobody is asked. */
export const isReserved = (domain: string) => /(^|\.)(example|test|invalid|localhost)$/.test(domain)

/**
 * What is usual, from the practice of senders: few providers publish a figure. Careful for one address of the Internet
 * with a good name; `MAWJA_LANES` changes each.
 */
export const usualProviders: readonly Provider[] = [
  lane('gmail', [20, 100, 600], 'gmail.com googlemail.com', 'google.com googlemail.com'),
  lane(
    'microsoft',
    [15, 100, 400],
    'outlook.com outlook.fr outlook.be outlook.es outlook.it outlook.de outlook.sa hotmail.com hotmail.fr hotmail.be hotmail.es hotmail.it hotmail.de hotmail.nl hotmail.co.uk live.com live.fr live.be live.nl live.it live.se live.co.uk live.ca msn.com',
    'outlook.com mx.microsoft',
  ),
  lane(
    'yahoo',
    [10, 50, 300],
    'yahoo.com yahoo.fr yahoo.es yahoo.it yahoo.de yahoo.ca yahoo.se yahoo.nl yahoo.co.uk ymail.com rocketmail.com myyahoo.com aol.com aol.fr aol.de aol.it',
    'yahoodns.net',
  ),
  lane('icloud', [5, 50, 120], 'icloud.com me.com mac.com', 'icloud.com'),
  lane('orange', [3, 100, 100], 'orange.fr wanadoo.fr', 'orange.fr wanadoo.fr'),
  lane('free', [2, 50, 60], 'free.fr aliceadsl.fr', 'free.fr proxad.net'),
  lane(
    'sfr',
    [3, 50, 60],
    'sfr.fr neuf.fr cegetel.net club-internet.fr numericable.fr 9online.fr',
    'sfr.fr sfr.net neuf.fr',
  ),
  lane('bouygues', [3, 50, 60], 'bbox.fr', 'bbox.fr bouygtel.fr'),
  lane('laposte', [3, 50, 60], 'laposte.net', 'laposte.net'),
  lane(
    'gmx',
    [5, 100, 120],
    'gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.fr web.de mail.com',
    'gmx.net web.de mail.com',
  ),
  lane('t-online', [3, 100, 100], 't-online.de magenta.de', 't-online.de'),
  lane(
    'libero',
    [4, 50, 60],
    'libero.it virgilio.it iol.it inwind.it blu.it giallo.it',
    'libero.it virgilio.it italiaonline.it',
  ),
  lane('tim', [3, 50, 60], 'tim.it alice.it tin.it', 'tim.it alice.it aliceposta.it tin.it'),
  lane(
    'kpn',
    [5, 50, 100],
    'kpnmail.nl planet.nl hetnet.nl xs4all.nl',
    'kpnmail.nl kpnxchange.com xs4all.nl',
  ),
  lane(
    'ziggo',
    [5, 50, 100],
    'ziggo.nl home.nl casema.nl chello.nl upcmail.nl quicknet.nl',
    'ziggo.nl as9143.net',
  ),
  lane('telenet', [5, 50, 100], 'telenet.be pandora.be', 'telenet.be telenet-ops.be'),
  lane('proximus', [5, 50, 100], 'skynet.be proximus.be belgacom.net', 'skynet.be proximus.be belgacom.be'),
  lane('menara', [2, 50, 30], 'menara.ma', 'menara.ma iam.net.ma'),
  lane('comcast', [5, 50, 120], 'comcast.net', 'comcast.net'),
]

function lane(
  id: string,
  [connections, perConnection, perMinute]: [number, number, number],
  domains: string,
  mx: string,
): Provider {
  return { id, domains: domains.split(' '), mx: mx.split(' '), connections, perConnection, perMinute }
}
