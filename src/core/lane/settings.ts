import { AppError } from '../error.ts'
import { type Provider, usualProviders } from './providers.ts'

const numbers = { rate: 'perMinute', connections: 'connections', perConnection: 'perConnection' } as const
const lists = ['domains', 'mx'] as const

/**
 * Reads `MAWJA_LANES`: empty or `usual` = what is usual, `off` = nobody is throttled, else changes to what is usual:
 * `gmail:rate=300,connections=10; hoster:mx=mx.hoster.example,rate=30,connections=2`. A name that is new makes a lane
 * of its own, with domains or MX, several joined by `+`.
 *
 * @returns null for `off`
 * @throws AppError `setting`
 */
export function readProviders(value: string): readonly Provider[] | null {
  if (value === 'off') return null
  const providers = new Map(usualProviders.map((provider) => [provider.id, provider]))
  const wishes = (value === 'usual' ? '' : value).split(/[;\n]/).map((part) => part.trim())
  for (const wish of wishes.filter(Boolean)) {
    const [, id, rest] = /^([a-z0-9][a-z0-9-]{0,30}):(.+)$/.exec(wish) ?? []
    if (!id) throw problem(`"${wish}" should look like gmail:rate=300,connections=10`)
    // What an operator says about a domain counts more than what is usual.
    const before = providers.get(id) ?? { id, domains: [], mx: [], ...unhurried }
    providers.delete(id)
    providers.set(id, changed(before, rest!))
  }
  return [...providers.values()].reverse()
}

const unhurried = { connections: 5, perConnection: 50, perMinute: 60 }

function changed(provider: Provider, wishes: string): Provider {
  const after = { ...provider }
  for (const wish of wishes.split(',')) {
    const [name = '', value = ''] = wish.split('=').map((part) => part.trim())
    const list = lists.find((one) => one === name)
    if (list) after[list] = names(value)
    else if (Object.hasOwn(numbers, name)) after[numbers[name as keyof typeof numbers]] = number(name, value)
    else
      throw problem(
        `${provider.id}: "${name}" is not known; there are rate, connections, perConnection, domains, mx`,
      )
  }
  if (after.domains.length + after.mx.length === 0)
    throw problem(`${provider.id}: a new lane needs domains= or mx=, or nobody drives in it`)
  return after
}

function names(value: string): string[] {
  const all = value.toLowerCase().split('+')
  const odd = all.find((name) => !/^([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/.test(name))
  if (odd !== undefined) throw problem(`"${odd}" is not a domain`)
  return all
}

function number(name: string, value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value))
    throw problem(`${name} must be a number from 1 to 999999, not "${value}"`)
  return Number(value)
}

const problem = (line: string) => new AppError('invalid', 'setting', `MAWJA_LANES: ${line}`)

/**
 * The same where nothing may be said: a mail server on this machine has a queue and a pace of its own towards the world,
 * and takes what it is given as fast as it comes.
 *
 * @param mailUrl  where mail goes; '' in `value` = nothing is said
 */
export function providersFor(value: string, mailUrl: string): readonly Provider[] | null {
  return readProviders(value === '' && isOnThisMachine(mailUrl) ? 'off' : value)
}

function isOnThisMachine(mailUrl: string): boolean {
  const url = URL.parse(mailUrl)
  return !!url && /^smtps?:$/.test(url.protocol) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
}
