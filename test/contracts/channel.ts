import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing, OutgoingMail, OutgoingPost } from '../../src/core/channel.ts'
import type { Channel } from '../../src/core/ports.ts'

/** One channel and the world at its other end. What a world cannot do (a mailbox loses no answer) it leaves out. */
export type ChannelWorld = {
  channel: Channel
  message(id: number): Outgoing
  /** How many messages the other side has. */
  arrived(): number
  /** The next message is refused for good · for now. */
  refuseForGood?(): void
  refuseForNow?(): void
  /** The other side takes the next message and the line drops before it can say so. */
  loseAnswer?(): void
  /** The other side takes the next message and says nothing any more. */
  hang?(): Promise<void>
  /** Nobody is there any more. */
  leave?(): Promise<void>
  close(): Promise<void>
}

type Fault = 'refuseForGood' | 'refuseForNow' | 'loseAnswer' | 'hang' | 'leave'

/**
 * What the engine relies on, for every channel.
 *
 * @param cannot  faults that this other side does not have
 */
export function channelContract(
  name: string,
  make: () => Promise<ChannelWorld>,
  cannot: readonly Fault[] = [],
): void {
  describe(`channel contract: ${name}`, () => {
    let world: ChannelWorld
    const where = (fault: Fault, title: string, test: () => Promise<void>) => {
      if (!cannot.includes(fault)) it(title, test)
    }
    const never = new AbortController().signal
    const send = (id: number, signal = never) => world.channel.send(world.message(id), signal)

    beforeEach(async () => {
      world = await make()
    })
    afterEach(async () => {
      await world.close()
    })

    it('takes a message and names it', async () => {
      const receipt = await send(1)
      expect(receipt).toMatchObject({ outcome: 'accepted', remoteId: expect.stringMatching(/\S/) })
      expect(world.arrived()).toBe(1)
    })

    it('takes as many at once as it says', async () => {
      const ids = Array.from({ length: world.channel.concurrency * 2 }, (_, index) => index + 1)
      const receipts = await Promise.all(ids.map((id) => send(id)))
      expect(receipts.every((it) => it.outcome === 'accepted')).toBe(true)
      expect(world.arrived()).toBe(ids.length)
    })

    it('says nothing was sent when stopped before', async () => {
      expect(await send(1, AbortSignal.abort())).toMatchObject({ outcome: 'refused', retryable: true })
      expect(world.arrived()).toBe(0)
    })

    where('refuseForGood', 'passes on a refusal for good, and goes on', async () => {
      world.refuseForGood!()
      expect(await send(1)).toMatchObject({ outcome: 'refused', retryable: false })
      expect(await send(2)).toMatchObject({ outcome: 'accepted' })
      expect(world.arrived()).toBe(1)
    })

    where('refuseForNow', 'passes on a refusal for now, and goes on', async () => {
      world.refuseForNow!()
      expect(await send(1)).toMatchObject({ outcome: 'refused', retryable: true })
      expect(await send(1)).toMatchObject({ outcome: 'accepted' })
      expect(world.arrived()).toBe(1)
    })

    where('loseAnswer', 'calls a lost answer unknown, and goes on', async () => {
      world.loseAnswer!()
      expect(await send(1)).toMatchObject({ outcome: 'unknown' })
      expect(await send(2)).toMatchObject({ outcome: 'accepted' })
      expect(world.arrived()).toBe(2)
    })

    where('hang', 'calls a message stopped half-way unknown', async () => {
      const stop = new AbortController()
      const hanging = world.hang!()
      const receipt = send(1, stop.signal)
      await hanging
      stop.abort()
      expect(await receipt).toMatchObject({ outcome: 'unknown' })
    })

    where('leave', 'comes back later when nobody is there', async () => {
      await world.leave!()
      expect(await send(1)).toMatchObject({ outcome: 'refused', reason: 'network', retryable: true })
    })

    it('closes, with nothing left open, and can be closed twice', async () => {
      await send(1)
      await world.channel.close?.()
      await world.channel.close?.()
    })
  })
}

/** A small mail; `id` makes it one of its own. */
export function mail(id: number, to = `reader${id}@diaspora.example`): OutgoingMail {
  const messageId = `<${id}.trial@mre.example>`
  const raw = [
    'From: Maison des Marocains <lettre@mre.example>',
    `To: ${to}`,
    `Subject: Lettre ${id}`,
    'Date: Mon, 23 Nov 2026 09:00:00 +0000',
    `Message-ID: ${messageId}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    'List-Unsubscribe: <https://mre.example/u/abc>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    '',
    'Bonjour,',
    '.a line that begins with a dot',
    '',
  ].join('\r\n')
  return { kind: 'mail', id, messageId, envelope: { from: `b+${id}@bounce.mre.example`, to }, raw }
}

export function post(id: number): OutgoingPost {
  return {
    kind: 'post',
    id,
    account: 'mre_example',
    language: 'ar',
    text: `مرحبا ${id} https://mre.example/s/abc`,
  }
}
