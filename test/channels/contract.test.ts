import { type Kept, mailboxChannel } from '../../src/channels/mailbox.ts'
import { smtpChannel } from '../../src/channels/smtp/channel.ts'
import { parseSmtpSettings } from '../../src/channels/smtp/settings.ts'
import { xChannel } from '../../src/channels/x/channel.ts'
import { parseXSettings } from '../../src/channels/x/settings.ts'
import { channelContract, mail, post } from '../contracts/channel.ts'
import { startSmtp } from '../support/smtp.ts'
import { startX } from '../support/x.ts'

for (const name of ['email', 'x'] as const) {
  channelContract(`mailbox as ${name}`, async () => {
    const kept = new Map<string, Kept>()
    let full = false
    return {
      channel: mailboxChannel(name, async (item) => {
        if (full) {
          full = false
          throw new Error('database or disk is full')
        }
        kept.set(item.remoteId, item)
      }),
      message: name === 'email' ? mail : post,
      arrived: () => kept.size,
      refuseForNow: () => {
        full = true
      },
      close: async () => {},
    }
  }, ['refuseForGood', 'loseAnswer', 'hang', 'leave'])
}

channelContract('smtp', async () => {
  const server = await startSmtp()
  const channel = smtpChannel({ ...parseSmtpSettings(server.url), pauseMs: 0, connections: 3 })
  return {
    channel,
    message: mail,
    arrived: () => server.arrived.length,
    refuseForGood: () => server.script({ at: 'rcpt', reply: '550 5.1.1 No such user here' }),
    refuseForNow: () => server.script({ at: 'rcpt', reply: '451 4.7.1 Greylisted, come back in 5 minutes' }),
    loseAnswer: () => server.script({ at: 'data', fault: 'cut' }),
    hang: () => {
      server.script({ at: 'data', fault: 'hang' })
      return server.hanging()
    },
    leave: () => server.close(),
    close: async () => {
      await channel.close?.()
      await server.close()
    },
  }
})

channelContract('x', async () => {
  const server = await startX()
  return {
    channel: xChannel(parseXSettings(server.url)),
    message: post,
    arrived: () => server.posts.length,
    refuseForGood: () =>
      server.script({ status: 403, body: { title: 'Forbidden', detail: 'Not permitted' } }),
    refuseForNow: () => server.script({ status: 429, headers: { 'x-rate-limit-reset': '1999999999' } }),
    loseAnswer: () => server.script({ fault: 'cut' }),
    hang: () => {
      server.script({ fault: 'hang' })
      return server.hanging()
    },
    leave: () => server.close(),
    close: () => server.close(),
  }
})
