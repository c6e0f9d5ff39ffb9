import type { HttpRequest } from '../../../src/channels/http/provider.ts'
import { formOf as read } from './houses.ts'

/** What a request of ours says, for tests that send none. */
export const jsonBody = ({ body }: HttpRequest) => JSON.parse(body) as Record<string, unknown>

export const formOf = ({ headers, body }: HttpRequest) => read({ method: 'POST', path: '', headers, body })
