import { describe, expect, it } from 'vitest'
import { composeFor, mailFor, type Recipient } from '../../src/engine/compose.ts'
import { type Ready, readyContent } from '../../src/engine/ready.ts'
import { definition, smallCampaign } from '../support/campaign.ts'
import { makeWorld, people, type World } from '../support/world.ts'

const names = ['Amina', 'محمد', 'Zoë', null, '', '<b>', 'a\r\nBcc: x@evil.example', 'x'.repeat(90)]

/** Whoever reads a small campaign: names of all kinds, generations in turn, some measured. */
const readers = Array.from(
  { length: 40 },
  (_, at): Recipient => ({
    messageId: at + 1,
    contactId: at + 100,
    address: `reader${at}@diaspora.example`,
    firstName: names[at % names.length]!,
    lastName: at % 3 ? 'El Idrissi' : null,
    country: ['BE', 'FR', null][at % 3]!,
    city: at % 5 ? null : 'Málaga',
    generation: Math.floor(at / 4) % 12,
    variant: at % 5 ? '' : 'court',
    signupId: at % 7 ? null : at + 1,
    pseudonym: at % 4 ? null : at + 5_000,
    date: Date.UTC(2026, 10, 23, 9) + at * 1000,
  }),
)

async function contentsOfAll(world: World): Promise<Ready[]> {
  const rows = await world.db.prepare("SELECT id FROM contents WHERE html <> ''").all<{ id: number }>()
  return Promise.all(rows.results.map((row) => readyContent(world.deps, row.id)))
}

it('says where complaints go when that lies in the sender’s own domain', async () => {
  const world = await makeWorld()
  await world.import(people(1))
  await world.publish(smallCampaign())
  const [ready] = await contentsOfAll(world)
  const head = (bounceDomain: string | null) => {
    world.deps.settings.bounceDomain = bounceDomain
    return String(mailFor(world.deps, ready!, readers[0]!).raw).split('\r\n\r\n')[0]
  }
  expect(head('bounce.mre.example')).toContain('CFBL-Address: complaints@bounce.mre.example; report=arf')
  expect(head('mre.example')).toContain('CFBL-Address: complaints@mre.example; report=arf')
  expect(head('notmre.example')).not.toContain('CFBL-Address')
  expect(head(null)).not.toContain('CFBL-Address')
})

describe('a mail made with what all have in common', () => {
  it.each(['none', 'aggregate', 'individual'])(
    'is octet for octet the mail made by itself: %s',
    async (mode) => {
      const world = await makeWorld()
      await world.db.prepare("UPDATE institutions SET tracking_mode = 'individual'").run()
      await world.import(people(1))
      await world.publish(smallCampaign({ 'campaign.yaml': definition({ tracking: mode }) }))
      const contents = await contentsOfAll(world)
      expect(contents.length).toBeGreaterThan(8)
      for (const ready of contents) {
        for (const to of readers) {
          const { pieces, ...mail } = mailFor(world.deps, ready, to)
          expect(mail).toEqual(composeFor(world.deps, ready, to).mail)
          expect(pieces!.length).toBeGreaterThan(4)
        }
      }
    },
  )
})
