import { env } from 'cloudflare:workers'

/** A file of a package that src/node/static-files.ts laid beside the bundle; null where there is none. */
export async function staticFile(path: string): Promise<Uint8Array | null> {
  const answer = await env.STATIC.fetch(addressOf(path))
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null
}

/** The same where nothing works without it. */
export async function presentFile(path: string): Promise<Uint8Array> {
  const file = await staticFile(path)
  if (!file) throw new Error(`${path} is not among the static files`)
  return file
}

/** Whether there is one, without reading it. */
export async function isStatic(path: string): Promise<boolean> {
  return (await env.STATIC.fetch(addressOf(path), { method: 'HEAD' })).ok
}

// Any host will do: the binding asks nobody outside.
const addressOf = (path: string) => `https://static.example/packages/${path}`
