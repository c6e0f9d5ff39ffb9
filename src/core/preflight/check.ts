import { readDkim } from './dkim.ts'
import { areAligned, readDmarc } from './dmarc.ts'
import type { Resolver } from './resolver.ts'
import { mostLookups, readSpf } from './spf.ts'

/** fail: receivers will refuse or hide such mail · warn: it could be better · unknown: it could not be asked. */
export type Verdict = 'ok' | 'warn' | 'fail' | 'unknown'
export type Check = 'spf' | 'dkim' | 'dmarc' | 'alignment' | 'mx' | 'ptr' | 'unsubscribe'
export type Finding = {
  check: Check
  verdict: Verdict
  line: string
}

export type Preflight = {
  /** Domain of From. */
  from: string
  /** Domain that bounces go to; the same when there is none of its own. */
  envelope: string
  /** What signs, where Mawja signs itself; `key` is the public key in base64. */
  dkim: { domain: string; selector: string; key?: string | null } | null
  /** Address from which mail reaches the world, where it is known. */
  address: string | null
  /** The unsubscribe page. @returns HTTP status, or null when it cannot be reached */
  reachUnsubscribe: (() => Promise<number | null>) | null
}

/**
 * Looks at a sending domain as its receivers will: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 9989), who takes mail for
 * it, what its address is called, and whether people can unsubscribe. Every line says what to do.
 */
export async function preflight(resolver: Resolver, it: Preflight): Promise<Finding[]> {
  const checks = Object.entries({ spf, dkim, dmarc, mx, ptr }) as [Check, Look][]
  const findings = checks.map(([check, look]) => asked(check, look(resolver, it)))
  return (await Promise.all([...findings, unsubscribe(it)])).flat()
}

type Look = (resolver: Resolver, it: Preflight) => Promise<Finding[]>

/** A name server that does not answer is no fault of the domain. */
async function asked(check: Check, findings: Promise<Finding[]>): Promise<Finding[]> {
  return findings.catch((error: Error) => [
    { check, verdict: 'unknown', line: `the DNS did not answer: ${error.message}` },
  ])
}

async function spf(resolver: Resolver, { envelope }: Preflight): Promise<Finding[]> {
  const found = await readSpf(resolver, envelope)
  const say = (verdict: Verdict, line: string): Finding[] => [
    {
      check: 'spf',
      verdict,
      line: `${envelope}: ${line}`,
    },
  ]
  if (found.state === 'none')
    return say('fail', 'has no SPF record; publish TXT "v=spf1 include:… -all" with the servers that send')
  if (found.state === 'several')
    return say('fail', 'has more than one SPF record, which counts as none; join them')
  if (found.faults.length) return say('fail', `SPF: ${found.faults.join('; ')}`)
  if (found.all === '+all')
    return say('fail', 'SPF ends in +all: anybody may send in its name; end it in -all')
  if (found.all === '' || found.all === '?all')
    return say('warn', 'SPF does not say what mail from elsewhere is; end it in ~all or -all')
  return say('ok', `SPF, ${found.lookups} of ${mostLookups} look-ups, ${found.all}`)
}

async function dkim(resolver: Resolver, it: Preflight): Promise<Finding[]> {
  const say = (verdict: Verdict, line: string): Finding[] => [{ check: 'dkim', verdict, line }]
  if (!it.dkim) return say('warn', 'Mawja does not sign (MAWJA_DKIM_…); see that the mail server does')
  const found = await readDkim(resolver, it.dkim.selector, it.dkim.domain)
  if (found.state === 'none') return say('fail', `${found.at} has no key; publish the public key there`)
  if (found.state === 'revoked')
    return say('fail', `${found.at} says that its key is revoked; publish the key in use`)
  if (found.state === 'unreadable') return say('fail', `${found.at} holds no readable key`)
  if (it.dkim.key && it.dkim.key !== found.key)
    return say('fail', `${found.at} is not the key that signs; publish the public half of MAWJA_DKIM_KEY`)
  if (found.type === 'rsa' && found.bits < 1024)
    return say('fail', `${found.at} has ${found.bits} bits; receivers ask for 1024 at least, 2048 is right`)
  if (found.type === 'rsa' && found.bits < 2048)
    return say('warn', `${found.at} has ${found.bits} bits; 2048 is right`)
  if (found.testing)
    return say('warn', `${found.at} says t=y, a trial; take it away once mail arrives signed`)
  return say('ok', `${found.at}, ${found.type} ${found.bits} bits`)
}

async function dmarc(resolver: Resolver, it: Preflight): Promise<Finding[]> {
  const found = await readDmarc(resolver, it.from)
  const say = (verdict: Verdict, line: string): Finding => ({ check: 'dmarc', verdict, line })
  const findings: Finding[] = []
  if (!found.at)
    findings.push(
      say('fail', `_dmarc.${it.from} has no DMARC record; begin with TXT "v=DMARC1; p=none; rua=mailto:…"`),
    )
  else if (found.policy === 'none')
    findings.push(
      say(
        'warn',
        `${found.at} asks for nothing (p=none); go on to quarantine, then reject, once the reports are clean`,
      ),
    )
  else findings.push(say('ok', `${found.at}, p=${found.policy}`))
  if (found.retired.length)
    findings.push(
      say(
        'warn',
        `${found.at}: ${found.retired.join(', ')} mean nothing any more (RFC 9989); take them away`,
      ),
    )
  if (found.at && !found.reports)
    findings.push(say('warn', `${found.at} asks for no reports; add rua=mailto:…`))
  return [...findings, await alignment(resolver, it)]
}

async function alignment(resolver: Resolver, it: Preflight): Promise<Finding> {
  const bySpf = await areAligned(resolver, it.from, it.envelope)
  const byDkim = it.dkim ? await areAligned(resolver, it.from, it.dkim.domain) : false
  const say = (verdict: Verdict, line: string): Finding => ({ check: 'alignment', verdict, line })
  if (bySpf && byDkim) return say('ok', `${it.from} aligns with both SPF and DKIM`)
  if (bySpf || byDkim)
    return say(
      it.dkim ? 'warn' : 'ok',
      `${it.from} aligns with ${bySpf ? 'SPF' : 'DKIM'}${it.dkim ? ' only' : ''}`,
    )
  return say(
    'fail',
    `${it.from} aligns neither with the envelope (${it.envelope}) nor with the signature; use one domain, or parts of one`,
  )
}

async function mx(resolver: Resolver, { from, envelope }: Preflight): Promise<Finding[]> {
  const domains = [...new Set([from, envelope])]
  return Promise.all(
    domains.map(async (domain): Promise<Finding> => {
      const hosts = await resolver.mx(domain)
      if (hosts.length === 1 && hosts[0] === '')
        return {
          check: 'mx',
          verdict: 'fail',
          line: `${domain} says that it takes no mail (null MX); answers and bounces are lost`,
        }
      if (hosts.length) return { check: 'mx', verdict: 'ok', line: `${domain} takes mail at ${hosts[0]}` }
      const plain = (await resolver.addresses(domain)).length > 0
      return plain
        ? { check: 'mx', verdict: 'warn', line: `${domain} has no MX; mail falls back to its address` }
        : {
            check: 'mx',
            verdict: 'fail',
            line: `${domain} has neither MX nor address; many receivers refuse mail from it`,
          }
    }),
  )
}

async function ptr(resolver: Resolver, { address }: Preflight): Promise<Finding[]> {
  if (!address) return []
  const names = await resolver.ptr(address)
  if (!names.length)
    return [
      { check: 'ptr', verdict: 'fail', line: `${address} has no name (PTR); Gmail refuses mail from it` },
    ]
  for (const name of names) {
    if ((await resolver.addresses(name)).includes(address))
      return [{ check: 'ptr', verdict: 'ok', line: `${address} is ${name}, and back` }]
  }
  return [{ check: 'ptr', verdict: 'fail', line: `${address} is ${names[0]}, but that name leads elsewhere` }]
}

async function unsubscribe({ reachUnsubscribe }: Preflight): Promise<Finding[]> {
  if (!reachUnsubscribe) return []
  const status = await reachUnsubscribe()
  return status !== null && status < 500
    ? [{ check: 'unsubscribe', verdict: 'ok', line: 'the unsubscribe address answers' }]
    : [
        {
          check: 'unsubscribe',
          verdict: 'fail',
          line: `the unsubscribe address does not answer${status ? ` (${status})` : ''}; check MAWJA_PUBLIC_URL from outside`,
        },
      ]
}
