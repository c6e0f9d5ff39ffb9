/** Why a call brought no 2xx, as it is kept and shown; docs/webhooks.md explains them. */
export const callProblems = [
  'status',
  'redirect',
  'timeout',
  'connection',
  'tls',
  'dns',
  'private',
  'url',
  'secret',
  'off',
] as const
export type CallProblem = (typeof callProblems)[number]

export type WebhookCall = { url: string; headers: Record<string, string>; body: string; timeoutMs: number }
/** The status of an answer, whose body nobody reads; or why there was none. */
export type WebhookAnswer = { status: number } | { problem: Exclude<CallProblem, 'status' | 'redirect'> }

/**
 * Makes one POST to an address that a stranger chose. It never throws and follows nothing; every address of the host
 * must be public, and the connection goes to an address that was looked at.
 */
export type WebhookPost = (call: WebhookCall) => Promise<WebhookAnswer>

/** What an answer means: 2xx is done; all others are tried again. */
export function problemOfStatus(status: number): 'status' | 'redirect' | null {
  if (status >= 200 && status < 300) return null
  return status >= 300 && status < 400 ? 'redirect' : 'status'
}

/** 410: whoever was there wants no more of it, ever. */
export const goneStatus = 410
