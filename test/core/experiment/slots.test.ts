import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CampaignDefinition } from '../../../src/core/campaign.ts'
import { readDefinition } from '../../../src/core/definition.ts'
import { Problems } from '../../../src/core/error.ts'
import { chainOf, slotStart, slotVariants } from '../../../src/core/experiment/slots.ts'
import { dateAt } from '../../../src/core/schedule/clock.ts'
import { nextOpening } from '../../../src/core/schedule/opening.ts'
import { rulesFor } from '../../../src/core/schedule/window.ts'
import { definition } from '../../support/campaign.ts'

const written = (slots: string, invitation = '', rest = '') =>
  `${definition({
    steps: `
  - {id: invitation, channel: email, variants: [morning, evening, plain]${invitation}}
  - {id: rappel, channel: email, at: {after: invitation, delay: 2d}}
  - {id: merci, channel: email, at: {on: clicked, of: invitation}, variants: [morning, evening, plain]}`,
  }).replace('tracking: aggregate', 'tracking: individual')}experiment: {${slots}}\n${rest}`

const read = (...parts: Parameters<typeof written>): CampaignDefinition =>
  readDefinition('campaign.yaml', written(...parts))

function linesOf(...parts: Parameters<typeof written>): readonly string[] {
  try {
    read(...parts)
    return []
  } catch (error) {
    if (error instanceof Problems) return error.lines.map((line) => line.replace(/^campaign.yaml:\d+: /, ''))
    throw error
  }
}

const slots = "slots: {morning: '08:30', evening: '19:00'}"
const plain = read(slots)
const step = (id: string) => plain.steps.find((one) => one.id === id)!
const wallOf = (at: number, zone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at)

const zones = ['Europe/Paris', 'America/Toronto', 'Africa/Casablanca', 'Asia/Dubai', 'Australia/Lord_Howe']
const zone = fc.constantFrom(...zones)
/** A year with both changes of clocks, and Ramadan. */
const instant = fc.integer({ min: Date.parse('2026-09-21'), max: Date.parse('2027-09-21') })

describe('hours of variants', () => {
  it('are those of the wall on every day of the year, on one day for all, and never before the wave', () => {
    fc.assert(
      fc.property(zone, instant, (zone, begins) => {
        const at = (variant: string | null) => slotStart(plain, step('invitation'), { variant, begins, zone })
        const [morning, evening] = [at('morning'), at('evening')]
        expect([wallOf(morning, zone), wallOf(evening, zone)]).toEqual(['08:30', '19:00'])
        expect(dateAt(morning, zone)).toBe(dateAt(evening, zone))
        expect(morning).toBeGreaterThanOrEqual(begins)
        expect(morning - begins).toBeLessThan(25 * 3_600_000)
        expect([at(null), at('plain')]).toEqual([begins, begins])
      }),
    )
  })

  it('are kept over days that are closed, and moved by nothing but the hours of the window', () => {
    const days = { days: ['mon', 'wed', 'thu'] as ('mon' | 'wed' | 'thu')[], from: '08:00', until: '18:00' }
    const calendar = {
      holiday: (_: string | null, date: string) =>
        date.endsWith('-16') ? { date, name: 'fête', estimated: false } : null,
      ramadan: () => ({ fasting: false, unsure: false }),
      besideEstimate: () => null,
    }
    const rules = { ...rulesFor('email', { campaign: days }, calendar as never), keepsHour: true }
    fc.assert(
      fc.property(zone, instant, (zone, begins) => {
        const opening = (variant: string) =>
          nextOpening(slotStart(plain, step('invitation'), { variant, begins, zone }), zone, 'FR', rules)!
        const [morning, evening] = [opening('morning'), opening('evening')]
        expect(wallOf(morning.at, zone)).toBe('08:30')
        // 19:00 is outside: it goes with the next opening, and says why.
        expect(wallOf(evening.at, zone)).toBe('08:00')
        expect(evening.moved).not.toBeNull()
        expect(morning.at).toBeLessThan(evening.at)
        expect(dateAt(morning.at, zone)).not.toMatch(/-16$/)
      }),
    )
  })

  it('carry over to what counts from the step, and leave what people do alone', () => {
    const begins = Date.parse('2026-10-24T06:00:00Z')
    const at = (id: string, variant: string) =>
      slotStart(plain, step(id), { variant, begins, zone: 'Europe/Paris' })
    const twoDays = 2 * 86_400_000
    expect(at('rappel', 'evening') - at('invitation', 'evening')).toBe(twoDays)
    expect(at('rappel', 'plain')).toBe(begins + twoDays)
    expect(slotVariants(plain, step('rappel'))).toEqual(['morning', 'evening'])
    expect([chainOf(plain.steps, step('merci')), slotVariants(plain, step('merci'))]).toEqual([[], []])
  })
})

describe('hours that make no sense', () => {
  it.each([
    ["slots: {noon: '12:00'}", '', '', 'experiment.slots.noon: no variant "noon" is dealt out'],
    ["slots: {morning: '8:30'}", '', '', 'experiment.slots.morning: write an hour as 08:00'],
    [`${slots}, allocate: true`, '', '', 'experiment.slots: hours are given at the launch'],
    [slots, '', 'minGap: 2h\n', 'experiment.slots: "minGap" moves waves'],
    [
      slots,
      '',
      "window: {from: '08:00', until: '18:00'}\n",
      'experiment.slots.evening: at 19:00 mail does not go',
    ],
    [slots, ", at: {at: '2026-12-01T09:00:00Z'}", '', 'steps.0.at: its hour is fixed'],
    [slots, ", at: {local: '2026-12-01 09:00', zone: recipient}", '', 'steps.0.at: its hour is fixed'],
    [
      slots,
      ", at: {every: 'RRULE:FREQ=DAILY', from: 2026-12-01, local: '09:00', zone: recipient}",
      '',
      'no mail that goes out with its wave',
    ],
  ])('%s %s %s', (experiment, invitation, rest, line) => {
    expect(linesOf(experiment, invitation, rest).join('\n')).toContain(line)
  })

  it('are none of these', () => {
    expect(linesOf(slots)).toEqual([])
    expect(
      linesOf("slots: {evening: '21:00'}, holdOut: 0.1", '', "window: {days: [mon], until: '22:00'}\n"),
    ).toEqual([])
  })
})
