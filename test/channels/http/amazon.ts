import { createHash, createHmac } from 'node:crypto'
import type { Taken } from './stand-in.ts'

/** The `authorization` that Amazon would calculate for a request, with Node's own hashes. */
export function amazonSignature(request: Taken, secret: string, region: string): string {
  const names = /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const time = request.headers['x-amz-date'] ?? ''
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const lines = names.split(';').map((name) => `${name}:${request.headers[name]}\n`)
  const canonical = [request.method, request.path, '', lines.join(''), names, hash(request.body)].join('\n')
  const scope = `${time.slice(0, 8)}/${region}/ses/aws4_request`
  const key = scope
    .split('/')
    .reduce<Buffer | string>((k, part) => createHmac('sha256', k).update(part).digest(), `AWS4${secret}`)
  const signature = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash(canonical)}`)
    .digest('hex')
  return `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=${names}, Signature=${signature}`
}
