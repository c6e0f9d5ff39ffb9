import { expect, it } from 'vitest'
import { httpChannel } from '../../../src/channels/http/channel.ts'
import { providerOf } from '../../../src/channels/http/providers.ts'
import type { WebhookProvider } from '../../../src/core/webhook/webhook.ts'
import type { About } from '../../support/hook-calls.ts'
import { hookWorld } from '../../support/hooks.ts'
import { brevo, formOf, mailgun, postmark, resend, ses, webhook } from './houses.ts'
import { jsonOf, startStandIn, type Taken } from './stand-in.ts'

type Body = Record<string, unknown>
const json = (taken: Taken) => jsonOf(taken.body) as Body
const messageIdIn = (raw: string) => /^message-id: (\S+)/im.exec(raw)![1]!

/** What each provider can tell again of a mail, out of the request in which it got it. */
const known: [WebhookProvider, typeof ses, (taken: Taken) => Omit<About, 'address'>][] = [
  ['ses', ses, (taken) => ({ tag: (json(taken).EmailTags as { Value: string }[])[0]!.Value })],
  ['postmark', postmark, (taken) => ({ tag: (json(taken).Metadata as { mawja: string }).mawja })],
  ['mailgun', mailgun, (taken) => ({ messageId: messageIdIn(formOf(taken).message!) })],
  ['brevo', brevo, (taken) => ({ tag: (json(taken).headers as Record<string, string>)['X-Mailin-custom']! })],
  ['resend', resend, (taken) => ({ tag: (json(taken).tags as { value: string }[])[0]!.value })],
  ['standard', webhook, (taken) => ({ messageId: (json(taken).data as { messageId: string }).messageId })],
]

it.each(known)(
  '%s can say which mail it means, by what it got and by its own name',
  async (provider, house, read) => {
    const server = await startStandIn(house)
    try {
      const channel = httpChannel(providerOf(server.url, 'MAWJA_MAIL_URL')!, 1)
      const never = new AbortController().signal
      const world = await hookWorld(3, ({ mail }) => {
        mail.decide = (message) => channel.send(message, never)
      })
      expect(server.taken).toHaveLength(3)
      const stored = await world.db
        .prepare("SELECT id, remote_id AS remoteId FROM messages WHERE remote_id > 'via:' ORDER BY id")
        .all<{ id: number; remoteId: string }>()
      const names = stored.results.map(({ remoteId }) => remoteId)
      expect(names.map((name) => name.split(':').slice(0, 2))).toEqual(Array(3).fill(['via', provider]))

      const [first, second] = server.taken.map(read)
      const address = 'somebody.else@diaspora.example'
      const one = await world.tell(provider, 'bounce', { ...first, address })
      expect(await one.json()).toMatchObject({ news: 1, suppressed: 1 })
      const struck = await world.db.prepare('SELECT message_id AS id FROM returns').first<{ id: number }>()
      expect(world.mails.find(({ id }) => id === struck!.id)).toMatchObject(
        first!.messageId ? { messageId: first!.messageId } : {},
      )
      if (provider === 'mailgun') return expect(second!.messageId).not.toBe(first!.messageId)
      const left = stored.results.find(({ id }) => id !== struck!.id)!
      const remoteId = left.remoteId.slice(`via:${provider}:`.length)
      const two = await world.tell(provider, 'bounce', { remoteId, address })
      expect(await two.json()).toMatchObject({ news: 1, suppressed: 1 })
    } finally {
      await server.close()
    }
  },
)
