import { expect, it } from 'vitest'
import { genuineCall, hookSecrets } from '../../support/hook-calls.ts'
import type { Workerd } from './workerd.ts'

/** Settings with which the doors of providers are open at the edge. */
export const hookSettings = {
  MAWJA_HOOK_SENDGRID: hookSecrets.sendgrid,
  MAWJA_HOOK_STANDARD: hookSecrets.standard,
  MAWJA_HOOK_POSTMARK: hookSecrets.postmark,
}

/** In the words of all three: D1 is asked for a mail that it does not have. */
const bounceOfNobody = {
  ...{ event: 'bounce', sg_message_id: 'nobodys' },
  ...{ type: 'mail.bounce', data: { id: 'nobodys' } },
  ...{ RecordType: 'Bounce', Type: 'HardBounce', MessageID: 'nobodys' },
}

/** The crypto of workerd proves what Node's has signed; what a call does is the same code as on Node. */
export function hooks(edge: () => { workerd: Workerd }): void {
  const post = async (provider: string, { headers, rawBody }: { headers: Headers; rawBody: Uint8Array }) =>
    edge().workerd.fetch(`/hooks/${provider}`, {
      method: 'POST',
      headers,
      body: rawBody as Uint8Array<ArrayBuffer>,
    })

  it.each(['sendgrid', 'standard', 'postmark'] as const)('of %s are proven', async (provider) => {
    const call = genuineCall(provider, [bounceOfNobody], Date.now())
    const [first, again] = [await post(provider, call), await post(provider, call)]
    expect([first.status, await first.json()]).toMatchObject([200, { again: false }])
    expect([again.status, await again.json()]).toMatchObject([200, { again: true }])
    const longer = new Uint8Array([...call.rawBody, 32])
    const refused = await post(provider, { headers: new Headers(), rawBody: longer })
    expect(refused.status).toBe(provider === 'postmark' ? 401 : 403)
  })

  it('of nobody else are expected, nor a GET, nor two megabytes', async () => {
    const call = genuineCall('mailgun', {}, Date.now())
    expect((await post('mailgun', call)).status).toBe(404)
    expect((await edge().workerd.fetch('/hooks/postmark')).status).toBe(405)
    expect((await post('postmark', { ...call, rawBody: new Uint8Array(2_000_000) })).status).toBe(413)
  })
}
