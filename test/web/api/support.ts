import type { ApiScope } from '../../../src/core/api-scope.ts'
import { runCommand } from '../../../src/engine/commands.ts'
import type { Deps } from '../../../src/engine/deps.ts'
import type { programsApi } from '../../../src/web/api/programs.ts'

export type Program = ReturnType<typeof programOf>

/** A key of an officer. */
export async function keyOf(
  deps: Deps,
  as: string,
  scopes: ApiScope[],
  institution?: string,
): Promise<string> {
  const input = { name: 'test', as, scopes, ...(institution ? { institution } : {}) }
  return ((await runCommand(deps, 'api-key add', input)) as { key: string }).key
}

/** Calls as a program makes them. */
export function programOf(api: ReturnType<typeof programsApi>, key: string) {
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    api.request(path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
}
