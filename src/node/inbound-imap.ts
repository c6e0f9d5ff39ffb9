import { setTimeout as after } from 'node:timers/promises'
import type { InboundMailbox } from '../config.ts'
import type { Deps } from '../engine/deps.ts'
import { lookInto } from './inbound-imap-look.ts'
import { errorFacts } from './log.ts'

/** A server that is away, or locks out whoever knocks too often, is asked less and less: at most this much less. */
const mostPatience = 16

/**
 * Looks again and again into a mailbox elsewhere and takes in what is new, never twice at once. What goes wrong is said
 * once, and once more when it is over or goes wrong in another way; the next look comes to what this one could not do.
 */
export function watchMailbox(deps: Deps, at: InboundMailbox): { close(): Promise<void> } {
  const stop = new AbortController()
  const watching = watch(deps, at, stop.signal)
  return {
    close: () => {
      stop.abort()
      return watching
    },
  }
}

async function watch(deps: Deps, at: InboundMailbox, stop: AbortSignal): Promise<void> {
  const looking = { stop, later: new Set<number>() }
  let [failures, last] = [0, 'new']
  while (!stop.aborted) {
    const trouble = await lookInto(deps, at, looking).then(() => null, troubleOf)
    if (stop.aborted) return
    const state = trouble?.code ?? 'works'
    if (state !== last) say(deps, at, trouble, last === 'new')
    last = state
    failures = trouble ? failures + 1 : 0
    const waitMs = at.everyMs * Math.min(2 ** failures, mostPatience)
    await after(waitMs, undefined, { signal: stop }).catch(() => {})
  }
}

type Trouble = Record<string, string> & { code: string }

/** What the other side says is left out: it repeats the user's name. */
function troubleOf(error: unknown): Trouble {
  const facts = errorFacts(error)
  return { ...facts, code: facts.code ?? refusalIn(error) ?? facts.error! }
}

function refusalIn(error: unknown): string | undefined {
  const { authenticationFailed, mailboxMissing, tlsFailed } = Object(error) as Record<string, unknown>
  if (authenticationFailed) return 'login-refused'
  if (mailboxMissing) return 'no-such-mailbox'
  return tlsFailed ? 'no-tls' : undefined
}

function say(
  { log }: Deps,
  { protocol, port }: InboundMailbox,
  trouble: Trouble | null,
  isFirst: boolean,
): void {
  if (trouble) log('mailbox-failed', trouble)
  else if (isFirst) log('inbound', { protocol, port })
  else log('mailbox-works')
}
