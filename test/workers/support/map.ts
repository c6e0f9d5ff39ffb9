import { readAssets } from '../../../src/node/assets.ts'
import { createApp } from '../../../src/web/app.tsx'
import { freshDb, storeDeps } from '../../support/database.ts'

/** What stands for a part of an address that is not the same everywhere. */
export type Parts = Readonly<Record<string, string | readonly string[]>>

/**
 * Every page and file of the desk that somebody who is in can look at, as the route map has it, filled with what is there.
 *
 * @param whole  addresses for a route; an empty list leaves it out
 * @param parts  what stands for `:name` elsewhere
 */
export async function deskAddresses(
  whole: Parts,
  parts: Readonly<Record<string, string>>,
): Promise<string[]> {
  const db = await freshDb()
  const { routes } = createApp(storeDeps(db), readAssets())
  db.close()
  const found = new Set(
    routes
      .filter(({ method, path }) => method === 'GET' && /^\/desk(\/|\.|$)/.test(path))
      .map((one) => one.path),
  )
  return [...found].flatMap((route) => {
    const known = whole[route]
    if (known !== undefined) return [known].flat()
    return route.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => {
      if (parts[name] === undefined) throw new Error(`${route}: what to put for :${name}?`)
      return parts[name]
    })
  })
}
