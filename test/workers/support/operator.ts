import { operatorToken } from '../../../src/core/operator.ts'
import { deriveKeys } from '../../../src/core/token.ts'

/** Somebody who holds the secret and speaks to the operator's API, wherever it runs. */
export type Operator = {
  /** @returns the answer as JSON; a refusal throws its `detail` */
  say<T = Record<string, unknown>>(verb: string, input?: object): Promise<T>
  import(institution: string, rows: readonly string[]): Promise<Record<string, unknown>>
}

export const header = 'email,firstName,lastName,languages,country'

/** @param send  takes a path under `/api/v1/operator` */
export function operatorOf(
  secret: string,
  send: (path: string, init: RequestInit) => Response | Promise<Response>,
): Operator {
  const authorization = `Bearer ${operatorToken(deriveKeys(secret))}`
  const post = async (path: string, body: string) => {
    const response = await send(path, { method: 'POST', headers: { authorization }, body })
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${path}: ${response.status} ${String(answer.detail)}`)
    return answer
  }
  return {
    say: async <T>(verb: string, input: object = {}) => (await post(`/${verb}`, JSON.stringify(input))) as T,
    import: (institution, rows) => {
      const query = new URLSearchParams({
        institution,
        source: 'Salon des MRE 2025',
        'consented-at': '2025-11-24',
      })
      return post(`/import?${query}`, [header, ...rows, ''].join('\r\n'))
    },
  }
}
