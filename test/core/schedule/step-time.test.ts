import { describe, expect, it } from 'vitest'
import {
  occurrencesOf,
  stepDue,
  stepTimeProblems,
  type TimedStep,
} from '../../../src/core/schedule/step-start.ts'
import { type EveryTime, type StepTime, stepTimeSchema } from '../../../src/core/schedule/step-time.ts'

const read = (value: unknown) => stepTimeSchema.safeParse(value)

describe('when a step begins', () => {
  const every = {
    every: 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1',
    from: '2026-01-01',
    local: '09:00',
    zone: 'recipient',
  }

  it.each<[object]>([
    [{ at: '2026-12-01T09:00:00Z' }],
    [{ at: '2026-12-01T09:00:00+01:00' }],
    [{ local: '2026-12-01 09:00', zone: 'recipient' }],
    [{ local: '2028-02-29 09:00', zone: 'Africa/Casablanca' }],
    [{ after: 'invitation', delay: '2d' }],
    [{ on: 'clicked', of: 'invitation', delay: '3h' }],
    [every],
    [{ ...every, until: '2026-12-31' }],
  ])('is written as %j', (value) => {
    expect(read(value).data).toEqual(value)
  })

  it('takes a T for the space and no delay for none', () => {
    expect(read({ local: '2026-12-01T09:00', zone: 'sender' }).data).toMatchObject({
      local: '2026-12-01 09:00',
    })
    expect(read({ on: 'joined', of: 'invitation' }).data).toMatchObject({ delay: '0m' })
  })

  it.each<[unknown, string]>([
    ['tomorrow', ': write at:, local: and zone:, after: and delay:, on: and of:, or every:'],
    [{ when: '2026-12-01' }, ': write at:, local: and zone:, after: and delay:, on: and of:, or every:'],
    [{ at: '2026-12-01 09:00' }, 'at: write an instant as 2026-12-01T09:00:00Z, or use local: and zone:'],
    [{ local: '2026-12-01 9h', zone: 'sender' }, 'local: write a time as 2026-12-01 09:00'],
    [{ local: '2027-02-29 09:00', zone: 'sender' }, 'local: this day does not exist'],
    [{ local: '2026-12-01 09:00' }, 'zone: write recipient, sender or a zone such as Africa/Casablanca'],
    [
      { local: '2026-12-01 09:00', zone: 'Europe/Rabat' },
      'zone: write recipient, sender or a zone such as Africa/Casablanca',
    ],
    [{ after: 'invitation' }, 'delay: write a delay as 2d'],
    [{ after: 'invitation', delay: 'soon' }, 'delay: write a delay as 30m, 3h or 2d'],
    [{ on: 'opened', of: 'invitation' }, 'on: write received, clicked or joined'],
    [{ on: 'clicked' }, 'of: name the step'],
    [{ at: '2026-12-01T09:00:00Z', zone: 'recipient' }, ': zone: does not go together with at:'],
    [
      { ...every, every: 'RRULE:FREQ=DAILY;BYHOUR=9' },
      "every: leave BYHOUR out and write the hour as local: '09:00'",
    ],
    [{ ...every, until: '2025-12-31' }, 'until: until is before from'],
    [{ ...every, from: 'January' }, 'from: write a day as 2026-12-01'],
  ])('%j is refused in one line', (value, line) => {
    expect(read(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      line,
    ])
  })
})

const step = (id: string, at?: object): TimedStep => ({
  id,
  at: at && (stepTimeSchema.parse(at) as StepTime),
})
const clocks = { recipient: 'America/Toronto', sender: 'Africa/Casablanca' }

describe('the beginning of a step', () => {
  const steps = [
    step('now'),
    step('instant', { at: '2026-12-01T09:00:00+01:00' }),
    step('there', { local: '2026-12-01 09:00', zone: 'recipient' }),
    step('here', { local: '2026-12-01 09:00', zone: 'sender' }),
    step('elsewhere', { local: '2026-12-01 09:00', zone: 'Asia/Kathmandu' }),
    step('reminder', { after: 'there', delay: '2d' }),
    step('last-call', { after: 'reminder', delay: '3h' }),
    step('thanks', { on: 'clicked', of: 'there' }),
    step('after-thanks', { after: 'thanks', delay: '1d' }),
  ]

  it.each([
    ['now', '2026-11-24T10:00Z'],
    ['instant', '2026-12-01T08:00Z'],
    ['there', '2026-12-01T14:00Z'],
    ['here', '2026-12-01T09:00Z'],
    ['elsewhere', '2026-12-01T03:15Z'],
    ['reminder', '2026-12-03T14:00Z'],
    ['last-call', '2026-12-03T17:00Z'],
    ['thanks', null],
    ['after-thanks', null],
  ])('of %s', (id, expected) => {
    const due = stepDue(steps, id, { launchedAt: Date.parse('2026-11-24T10:00Z'), ...clocks })
    expect(due).toBe(expected && Date.parse(expected))
  })

  it('recurs on the clock it names', () => {
    const letter = {
      every: 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1',
      from: '2026-01-01',
      local: '09:00',
      zone: 'recipient',
    }
    const range = [Date.parse('2026-03-01T00:00Z'), Date.parse('2026-05-01T00:00Z')] as const
    const times = occurrencesOf(stepTimeSchema.parse(letter) as EveryTime, clocks, ...range)
    expect(times).toEqual([
      { key: '2026-03-01', at: Date.parse('2026-03-01T14:00Z') },
      { key: '2026-04-01', at: Date.parse('2026-04-01T13:00Z') },
    ])
  })
})

describe('steps among each other', () => {
  const problems = (...steps: TimedStep[]) => stepTimeProblems(steps)
  const daily = { every: 'RRULE:FREQ=DAILY', from: '2026-01-01', local: '09:00', zone: 'sender' }

  it('may follow one another', () => {
    expect(
      problems(
        step('one'),
        step('two', { after: 'one', delay: '1d' }),
        step('three', { on: 'joined', of: 'two' }),
      ),
    ).toEqual([])
    expect(problems(step('one', daily), step('two', { on: 'clicked', of: 'one' }))).toEqual([])
  })

  it.each<[string, TimedStep[], number, RegExp]>([
    [
      'what is not there',
      [step('one'), step('two', { after: 'zero', delay: '1d' })],
      1,
      /there is no step "zero"/,
    ],
    ['itself', [step('one', { on: 'clicked', of: 'one' })], 0, /"one" waits for itself/],
    [
      'a step that recurs',
      [step('one', daily), step('two', { after: 'one', delay: '1d' })],
      1,
      /recurs; write on: received/,
    ],
    [
      'a day that never comes',
      [step('one', { ...daily, every: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })],
      0,
      /names no day/,
    ],
    [
      'a day outside its bounds',
      [step('one', { ...daily, every: 'FREQ=WEEKLY;BYDAY=MO', until: '2026-01-04' })],
      0,
      /names no day/,
    ],
  ])('cannot wait for %s', (_, steps, index, what) => {
    expect(stepTimeProblems(steps)).toEqual([
      { at: ['steps', index, 'at'], what: expect.stringMatching(what) },
    ])
  })

  it('cannot wait in a circle', () => {
    const circle = [
      step('one', { after: 'two', delay: '1d' }),
      step('two', { on: 'clicked', of: 'one' }),
      step('three', { after: 'one', delay: '1d' }),
    ]
    expect(stepTimeProblems(circle).map(({ what }) => what)).toEqual([
      '"one" waits for itself',
      '"two" waits for itself',
    ])
  })
})
