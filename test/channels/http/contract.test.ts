import { expect, it } from 'vitest'
import { httpChannel } from '../../../src/channels/http/channel.ts'
import { providerOf } from '../../../src/channels/http/providers.ts'
import { channelContract, mail } from '../../contracts/channel.ts'
import { houses } from './houses.ts'
import { type House, startStandIn } from './stand-in.ts'

const channelFor = (url: string) => httpChannel(providerOf(url, 'MAWJA_MAIL_URL')!, 3)

for (const house of houses) {
  channelContract(house.name, async () => {
    const server = await startStandIn(house)
    return {
      channel: channelFor(server.url),
      message: mail,
      arrived: () => server.taken.length,
      refuseForGood: () => server.script(house.refusal),
      refuseForNow: () => server.script(house.throttled),
      loseAnswer: () => server.script({ fault: 'cut' }),
      hang: () => {
        server.script({ fault: 'hang' })
        return server.hanging()
      },
      leave: () => server.close(),
      close: () => server.close(),
    }
  })
}

const never = new AbortController().signal

async function lostThenAgain(house: House) {
  const server = await startStandIn(house)
  try {
    const channel = channelFor(server.url)
    server.script({ fault: 'cut-in-answer' })
    const first = await channel.send(mail(1), never)
    const again = await channel.send(mail(1), never)
    return { channel, first, again, taken: server.taken }
  } finally {
    await server.close()
  }
}

it.each(houses.filter((house) => house.key))(
  '$name takes a mail once, however often it is sent',
  async (house) => {
    const { first, again, taken } = await lostThenAgain(house)
    expect(first).toMatchObject({ outcome: 'unknown' })
    expect(again).toMatchObject({ outcome: 'accepted', remoteId: expect.stringMatching(/\S/) })
    expect(taken).toHaveLength(1)
  },
)

it.each(houses.filter((house) => !house.key))(
  '$name is sent again only where a reader sees two copies as one letter',
  async (house) => {
    const { channel, taken } = await lostThenAgain(house)
    const ids = taken.map(({ body }) => /(?:Message-ID: |"Message-ID","Value":")(<[^>]+>)/.exec(body)?.[1])
    expect(channel.onUnknown).toBe(ids[0] === mail(1).messageId && ids[1] === ids[0] ? 'resend' : 'ask')
  },
)

it('waits no longer than it is told', async () => {
  const server = await startStandIn(houses[4]!)
  try {
    server.script({ fault: 'hang' })
    const channel = channelFor(`${server.url}&timeout=1`)
    expect(await channel.send(mail(1), never)).toMatchObject({ outcome: 'unknown' })
  } finally {
    await server.close()
  }
})

it.each(houses)('$name: a wrong key is our fault, and no recipient is given up for it', async (house) => {
  const server = await startStandIn(house)
  try {
    const wrong = server.url
      .replace(/wJalr|server-token|key-1234|xkeysib-1234|re_1234/, 'another')
      .replace('MfKQ9r8', 'AAAAAAA')
    expect(wrong).not.toBe(server.url)
    expect(await channelFor(wrong).send(mail(1), never)).toMatchObject({
      outcome: 'refused',
      reason: 'policy_or_auth',
      retryable: true,
    })
  } finally {
    await server.close()
  }
})

it('follows no redirect: a mail is for those whom the settings name', async () => {
  const [server, other] = [await startStandIn(houses[5]!), await startStandIn(houses[5]!)]
  try {
    server.script({ status: 307, body: '', headers: { location: `${other.origin}/mail` } })
    expect(await channelFor(server.url).send(mail(1), never)).toMatchObject({
      outcome: 'refused',
      retryable: true,
    })
    expect(other.taken).toHaveLength(0)
  } finally {
    await Promise.all([server.close(), other.close()])
  }
})
