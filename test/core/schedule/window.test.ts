import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainCalendar } from '../../../src/core/schedule/calendar.ts'
import { isIn, overlap, spansOf } from '../../../src/core/schedule/hours.ts'
import { type RulesAsked, rulesFor, windowSchema } from '../../../src/core/schedule/window.ts'
import { hour } from './oracle.ts'

const rules = (channel: string, asked: RulesAsked = {}) => {
  const { hours, weekdays, holidays } = rulesFor(channel, asked, plainCalendar)
  return {
    hours: hours.map(({ from, until }) => [from / 60, until / 60]),
    weekdays: weekdays.join(''),
    holidays,
  }
}

describe('the rules of a channel', () => {
  it('are as usual when nobody says otherwise', () => {
    expect(rules('email')).toEqual({ hours: [[8, 20]], weekdays: '1234567', holidays: 'closed' })
    expect(rules('sms')).toEqual({ hours: [[9, 20]], weekdays: '123456', holidays: 'closed' })
    expect(rules('whatsapp')).toEqual(rules('sms'))
    expect(rules('x')).toEqual({ hours: [[0, 24]], weekdays: '1234567', holidays: 'open' })
  })

  it('are what a campaign chooses in e-mail', () => {
    const campaign = {
      from: '18:00',
      until: '22:30',
      days: ['fri', 'mon'] as const,
      holidays: 'open' as const,
    }
    expect(rules('email', { campaign: { ...campaign, days: [...campaign.days] } })).toEqual({
      hours: [[18, 22.5]],
      weekdays: '15',
      holidays: 'open',
    })
    expect(rules('email', { campaign: { until: '12:00' } }).hours).toEqual([[8, 12]])
    expect(rules('email', { institution: { from: '10:00' }, campaign: { days: ['sun'] } })).toMatchObject({
      hours: [[10, 20]],
      weekdays: '7',
    })
  })

  it('only narrow on telephones', () => {
    const wide = {
      from: '06:00',
      until: '23:00',
      days: ['sat' as const, 'sun' as const],
      holidays: 'open' as const,
    }
    expect(rules('sms', { campaign: wide })).toEqual({ hours: [[9, 20]], weekdays: '6', holidays: 'closed' })
    const short = {
      institution: { from: '10:00', until: '18:00' },
      campaign: { from: '16:00', until: '21:00' },
    }
    expect(rules('sms', short).hours).toEqual([[16, 18]])
    expect(rules('sms', { campaign: { from: '18:00', until: '10:00' } }).hours).toEqual([
      [9, 10],
      [18, 20],
    ])
  })

  it('refuse to leave no hour', () => {
    expect(() => rules('sms', { campaign: { from: '21:00', until: '23:00' } })).toThrow(
      /no hour is left for sms.*09:00–20:00, mon to sat/,
    )
    expect(() => rules('whatsapp', { campaign: { days: ['sun'] } })).toThrow(/no hour is left/)
  })

  it('are read in one line each', () => {
    const line = (value: object) => windowSchema.safeParse(value).error?.issues.map(({ message }) => message)
    expect(line({ from: '08:00', until: '20:00', days: ['mon'], holidays: 'open' })).toBeUndefined()
    expect(line({ from: '8' })).toEqual(['write an hour as 08:00'])
    expect(line({ days: ['monday'] })).toEqual(['write days as mon, tue, wed, thu, fri, sat, sun'])
    expect(line({ days: [] })).toEqual(['name one day at least'])
    expect(line({ holidays: 'maybe' })).toEqual(['write open or closed'])
  })
})

it('has in two sets of hours what is in both', () => {
  const hours = fc.record({ from: hour, until: hour })
  fc.assert(
    fc.property(hours, hours, fc.nat(24 * 60 - 1), (one, other, minute) => {
      const [a, b] = [spansOf(one), spansOf(other)]
      const at = minute * 60_000
      expect(isIn(overlap(a, b), at, 'UTC')).toBe(isIn(a, at, 'UTC') && isIn(b, at, 'UTC'))
    }),
  )
})
