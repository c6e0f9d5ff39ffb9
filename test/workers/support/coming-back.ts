import { expect, it } from 'vitest'
import type { OutgoingMail } from '../../../src/core/channel.ts'
import { answer, report } from '../../support/coming-back.ts'
import type { Edge } from './journey.ts'

const campaign = { campaign: 'competences' }

/** What Email Routing brings, after the journey: the same deeds as over SMTP. */
export function comingBack(edge: () => Pick<Edge, 'workerd' | 'operator' | 'smtp'>): void {
  const mailTo = (address: string): OutgoingMail => {
    const { from, to, raw } = edge().smtp.arrived.find((one) => one.to === address)!
    const [, messageId = ''] = /^Message-ID:\s*(<[^>]+>)/im.exec(raw)!
    return { kind: 'mail', id: 0, messageId, envelope: { from, to }, raw }
  }
  const named = (raw: Uint8Array) =>
    new Uint8Array([...new TextEncoder().encode('Message-ID: <back@relay.example>\r\n'), ...raw])

  it('takes a bounce, once', async () => {
    const mail = mailTo('reader3@diaspora.example')
    const raw = named(report(mail, [{ address: mail.envelope.to }]))
    for (let time = 0; time < 2; time++) {
      const envelope = { from: 'mailer@relay.example', to: mail.envelope.from }
      expect(await edge().workerd.mail(raw, envelope)).toBe(true)
    }
    expect(await edge().operator.say('stats', campaign)).toMatchObject({ bounces: 1 })
  })

  it('keeps what a person writes, and turns away what is not ours', async () => {
    const mail = mailTo('reader4@diaspora.example')
    const from = mail.envelope.to
    const raw = answer(mail, 'Bonjour, à qui écrire ?')
    expect(await edge().workerd.mail(raw, { from, to: 'reply@bounce.mre.example' })).toBe(true)
    const told = await edge().operator.say('replies', campaign)
    expect(told).toMatchObject({ waiting: 1, replies: [{ from, text: 'Bonjour, à qui écrire ?' }] })
    expect(await edge().workerd.mail(raw, { from, to: 'lettre@mre.example' })).toBe(false)
  })
}
