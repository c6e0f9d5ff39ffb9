import type { Reached } from '../core/preflight/check.ts'

/** What every refusal of ours has as its type (RFC 9457). */
const ourMark = /"type":\s*"urn:mawja:/

/**
 * Asks for a page that belongs to nobody: whether something answers there, and whether it is Mawja. Workers have no
 * such look: they do not reach themselves the way the world does.
 */
export async function reach(url: string, timeoutMs = 5000): Promise<Reached> {
  try {
    const answer = await fetch(url, {
      headers: { Accept: 'application/problem+json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const words = await answer.text()
    return { status: answer.status, ours: ourMark.test(words.slice(0, 1000)) }
  } catch {
    return { status: null, ours: false }
  }
}
