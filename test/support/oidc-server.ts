import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Person = { sub: string; email: string; email_verified: boolean }
type Grant = { person: Person; nonce: string | null; challenge: string; redirect: string }

const base64url = (value: object | Buffer) =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url')

/**
 * An OpenID provider on this machine: discovery, authorization code with PKCE (RFC 7636), id tokens signed with RS256
 * (OpenID Connect Core 1.0, 3.1). `signsIn` is who sits at its keyboard.
 */
export async function oidcServer(client: { id: string; secret: string }) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, Grant>()
  const state = { signsIn: null as Person | null, discoveries: 0, forge: false }
  let issuer = ''

  const discovery = () => {
    state.discoveries++
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }
  }
  const keys = () => ({
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
  })

  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const code = randomUUID()
    const redirect = query.get('redirect_uri')!
    const challenge = query.get('code_challenge') ?? ''
    grants.set(code, { person: state.signsIn!, nonce: query.get('nonce'), challenge, redirect })
    const back = new URL(redirect)
    back.searchParams.set('code', code)
    back.searchParams.set('state', query.get('state')!)
    response.writeHead(302, { location: back.href }).end()
  }

  const idToken = ({ person, nonce }: Grant) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      aud: client.id,
      iat: now,
      exp: now + 300,
      ...person,
      ...(nonce ? { nonce } : {}),
    }
    const text = `${base64url({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${base64url(claims)}`
    const proof = state.forge ? Buffer.alloc(256, 7) : sign('sha256', Buffer.from(text), privateKey)
    return `${text}.${base64url(proof)}`
  }

  const token = (form: URLSearchParams, header: string | undefined) => {
    const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`
    const isClient = header === basic || form.get('client_secret') === client.secret
    const grant = grants.get(form.get('code') ?? '')
    grants.delete(form.get('code') ?? '')
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!isClient || !grant || grant.challenge !== proof || grant.redirect !== form.get('redirect_uri'))
      return { error: 'invalid_grant' }
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken(grant) }
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, issuer)
    const json = (body: object) =>
      response
        .writeHead('error' in body ? 400 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(body))
    if (url.pathname === '/.well-known/openid-configuration') return json(discovery())
    if (url.pathname === '/keys') return json(keys())
    if (url.pathname === '/authorize') return authorize(url.searchParams, response)
    if (url.pathname === '/token')
      return json(token(new URLSearchParams(await bodyOf(request)), request.headers.authorization))
    return response.writeHead(404).end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { issuer, state, close: () => new Promise((done) => server.close(done)) }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
