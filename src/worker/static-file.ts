import { env } from 'cloudflare:workers'

/** A file of a package that src/node/static-files.ts laid beside the bundle; null where there is none. */
export async function staticFile(path: string): Promise<Uint8Array | null> {
  // Any host will do: the binding asks nobody outside.
  const answer = await env.STATIC.fetch(`https://static.example/packages/${path}`)
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null
}
