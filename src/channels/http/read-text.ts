import { AppError } from '../../core/error.ts'

const mostBytes = 64_000

/**
 * What stands at a provider's address: Amazon's certificate, its yes to our yes. Nothing is followed elsewhere, and
 * nothing large is read.
 *
 * @throws AppError `no-answer`: the provider should call again
 */
export async function readText(url: string, timeoutMs = 5000): Promise<string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    const text = answer.ok ? await beginning(answer) : null
    if (text !== null) return text
  } catch {
    // said below, without the address, which may hold a token
  }
  throw new AppError('unavailable', 'no-answer', 'the provider did not answer')
}

/** Null where there is more than belongs there. */
async function beginning(answer: Response): Promise<string | null> {
  const reader = answer.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let next = await reader?.read(); next && !next.done; next = await reader!.read()) {
    text += decoder.decode(next.value, { stream: true })
    if (text.length > mostBytes) {
      await reader!.cancel()
      return null
    }
  }
  return text + decoder.decode()
}
