/** The part of twitter-api-v2 that the channel uses; see client.js. */
export type RateLimit = { limit: number; remaining: number; reset: number }
export type RateLimits = RateLimit & { day?: RateLimit; userDay?: RateLimit }

/** `type` says how far it got; the rest is there with `type: 'response'`. Limits reset at seconds since 1970. */
export type ApiError = Error & {
  type: 'request' | 'partial-response' | 'response'
  code?: number
  data?: { title?: string; detail?: string }
  rateLimit?: RateLimits
}

/** An HTTP agent of Node's. */
export type Agent = { destroy(): void }
export const HttpAgent: new (options: { keepAlive: boolean }) => Agent
export const HttpsAgent: new (options: { keepAlive: boolean }) => Agent

export class TwitterApi {
  constructor(
    keys: { appKey: string; appSecret: string; accessToken: string; accessSecret: string },
    settings: {
      httpAgent: Agent
      plugins: { onBeforeRequest(args: { requestOptions: { signal?: AbortSignal } }): void }[]
    },
  )
  readonly v2: {
    /** @throws ApiError */
    post(
      path: 'tweets',
      body: { text: string },
      options: {
        prefix: string
        timeout: number
        compression: 'identity'
        requestEventDebugHandler(event: string, data?: { requestError?: unknown }): void
      },
    ): Promise<{ data?: { id?: string } } | undefined>
  }
}
