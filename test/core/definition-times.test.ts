import { expect, it } from 'vitest'
import { readDefinition } from '../../src/core/definition.ts'
import { Problems } from '../../src/core/error.ts'
import { windowOf } from '../../src/core/schedule/window.ts'

const campaign = (more: string, steps: string, tracking = 'aggregate') => `name: { fr: Compétences }
institution: mre
tracking: ${tracking}
audience: { country: [BE, FR] }
sender: { name: { fr: MRE } }
list: { id: competences, name: { fr: Compétences } }
${more}
steps:
  - { id: lettre, channel: email }
  - { id: accord, channel: email, trigger: signup }
  - { id: billet, channel: x }
  - ${steps}
`
const lines = (source: string): readonly string[] => {
  try {
    readDefinition('c/campaign.yaml', source)
    return []
  } catch (error) {
    if (error instanceof Problems) return error.lines
    throw error
  }
}
const step = (rest: string) => `{ id: suite, channel: email, ${rest} }`

it('reads times, windows, ends', () => {
  const definition = readDefinition(
    'c/campaign.yaml',
    campaign(
      'window: { email: { until: "12:00", days: [mon], holidays: open }, x: { from: "09:00" } }\nramadan: { from: "20:30", until: "23:00" }\nexpires: 2026-12-24T18:00:00+01:00\nlate: 6h',
      step('at: { local: 2026-12-01 09:00, zone: recipient }, late: 1h'),
    ),
  )
  expect(definition).toMatchObject({
    expires: '2026-12-24T18:00:00+01:00',
    late: '6h',
    ramadan: { from: '20:30', until: '23:00' },
  })
  expect(definition.steps[3]).toMatchObject({
    at: { local: '2026-12-01 09:00', zone: 'recipient' },
    late: '1h',
  })
  expect(windowOf(definition.window, 'email')).toEqual({ until: '12:00', days: ['mon'], holidays: 'open' })
  expect(windowOf(definition.window, 'x')).toEqual({ from: '09:00' })
  expect(windowOf(definition.window, 'sms')).toBeNull()
  const plain = readDefinition('c', campaign('window: { from: "08:00", until: "20:00" }', step('late: 1h')))
  expect(windowOf(plain.window, 'email')).toEqual({ from: '08:00', until: '20:00' })
  expect(windowOf(plain.window, 'x')).toBeNull()
})

it.each([
  ['an hour', 'window: { email: { from: 8h } }', 'late: 1h', ':7: window.email.from: write an hour as 08:00'],
  ['a weekday', 'window: { days: [lundi] }', 'late: 1h', ':7: window.days.0: write days as mon, tue'],
  [
    'no hour',
    'window: { sms: { from: "21:00", until: "23:00" } }',
    'late: 1h',
    ':7: window.sms: no hour is left',
  ],
  ['an end', 'expires: demain', 'late: 1h', ':7: expires: write an instant as 2026-12-01T09:00:00Z'],
  ['a length', 'late: bientôt', 'late: 1h', ':7: late: write a duration as 30m, 3h or 2d'],
  [
    'a time',
    '',
    'at: { local: 2026-12-01, zone: sender }',
    ':12: steps.3.at.local: write a time as 2026-12-01 09:00',
  ],
  ['a step', '', 'at: { after: rien, delay: 1d }', ':12: steps.3.at: there is no step "rien"'],
  ['itself', '', 'at: { after: suite, delay: 1d }', ':12: steps.3.at: "suite" waits for itself'],
  [
    'a sign-up',
    '',
    'at: { after: accord, delay: 1d }',
    ':12: steps.3.at: "accord" begins when somebody acts',
  ],
  ['a post', '', 'at: { on: received, of: billet }', ':12: steps.3.at: "billet" is no letter that others'],
  [
    'clicks',
    '',
    'at: { on: clicked, of: lettre }',
    ':12: steps.3.at: who clicked is known only with tracking',
  ],
  ['a trigger', '', 'trigger: join, late: 1h', ':12: steps.3.late: only a step of the launch has it'],
])('names what is wrong with %s, and where', (_, more, rest, expected) => {
  expect(lines(campaign(more, step(rest)))).toEqual([expect.stringContaining(expected)])
})

it('lets nothing follow a person on a public channel', () => {
  const post = '{ id: suite, channel: x, at: { on: received, of: lettre } }'
  expect(lines(campaign('', post))).toEqual([expect.stringContaining('a post goes to nobody')])
  expect(lines(campaign('', step('at: { on: clicked, of: lettre }'), 'individual'))).toEqual([])
})
