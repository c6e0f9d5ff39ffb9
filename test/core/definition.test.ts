import { expect, it } from 'vitest'
import { durationMs, inLanguage, strictest } from '../../src/core/campaign.ts'
import { readDefinition } from '../../src/core/definition.ts'
import { Problems } from '../../src/core/error.ts'

const good = `name: { fr: Compétences, ar: كفاءات }
institution: mre
audience: { country: [BE, FR] }
sender: { name: { fr: MRE }, contact: https://www.institution.example/contact }
list: { id: competences, name: { fr: Compétences } }
links: ["*.institution.example"]
window: { from: "08:00", until: "20:00" }
waves:
  - { share: 10 }
  - { share: 90, after: 3h }
steps:
  - id: invitation
    channel: email
    share: true
  - { id: post, channel: x }
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

it('reads a campaign and fills in what is usual', () => {
  const definition = readDefinition('c/campaign.yaml', good)
  expect(definition).toMatchObject({
    fallback: null,
    tracking: 'aggregate',
    audience: { field: 'country', op: 'in', value: ['BE', 'FR'] },
    waves: [
      { share: 10, after: '0m' },
      { share: 90, after: '3h' },
    ],
    steps: [{ trigger: 'launch', layout: 'letter', share: true }, { share: false }],
  })
})

it.each([
  [
    'a field that does not exist',
    good.replace('institution: mre', 'institution: mre\nfallbak: fr'),
    [/^c\/campaign\.yaml:\d+: .*fallbak/],
  ],
  [
    'a wrong value, at its line',
    good.replace('channel: email', 'channel: pigeon'),
    [/^c\/campaign\.yaml:13: steps\.0\.channel: /],
  ],
  [
    'a wrong hour',
    good.replace('"08:00"', '"8h"'),
    [/^c\/campaign\.yaml:7: window\.from: write an hour as 08:00$/],
  ],
  [
    'an audience on a field that is none',
    good.replace('country:', 'land:'),
    [/^c\/campaign\.yaml:3: audience: no field "land"/],
  ],
  ['a missing part', good.replace('institution: mre\n', ''), [/^c\/campaign\.yaml:\d+: institution: /]],
  [
    'broken YAML, at its line',
    good.replace('institution: mre', 'institution: [mre'),
    [/^c\/campaign\.yaml:\d+: /],
  ],
  [
    'shares that do not add up',
    good.replace('90', '80'),
    [/^c\/campaign\.yaml:?\d*: waves: the shares add up to 90, not to 100$/],
  ],
  ['a step that is there twice', good.replace('id: post', 'id: invitation'), [/"invitation" is there twice/]],
  ['a reserved name', good.replace('id: post', 'id: landing'), [/"landing" is a reserved name/]],
  ['an empty file', '', [/^c\/campaign\.yaml:1: /]],
])('names %s', (_, source, expected) => {
  const found = lines(source)
  for (const pattern of expected)
    expect(
      found.some((line) => pattern.test(line)),
      found.join('\n'),
    ).toBe(true)
  for (const line of found) expect(line).not.toContain('\n')
})

const notice = `name: { fr: Carte consulaire }
institution: mre
class: notice
reason: { fr: "Loi 12-34, article 5 : informer les titulaires.", ar: "القانون رقم 34.12، المادة 5، واجب الإخبار" }
audience: { country: [BE, FR] }
sender: { name: { fr: MRE } }
list: { id: avis, name: { fr: Avis } }
steps:
  - { id: avis, channel: email }
`

it('reads a notice, of which nothing is counted', () => {
  expect(readDefinition('c/campaign.yaml', notice)).toMatchObject({ class: 'notice', tracking: 'none' })
  expect(readDefinition('c/campaign.yaml', good)).toMatchObject({ class: 'campaign' })
})

it.each([
  ['no reason', notice.replace(/^reason.*\n/m, ''), 'c/campaign.yaml:3: class: a notice needs "reason"'],
  [
    'a reason of few letters',
    notice.replace(/fr: "Loi[^"]*"/, 'fr: "Loi 12-34, art. 5 ........"'),
    'c/campaign.yaml:4: reason.fr: say in 20 letters or more',
  ],
  [
    'a reason of two lines',
    notice.replace(' : informer', '\\ninformer'),
    'c/campaign.yaml:4: reason.fr: write',
  ],
  [
    'a reason beside the wrong class',
    notice.replace('class: notice', 'class: campaign'),
    'c/campaign.yaml:4: reason: only a notice has one',
  ],
  [
    'something to be counted',
    notice.replace('sender', 'tracking: aggregate\nsender'),
    'c/campaign.yaml:6: tracking: nothing of a notice is counted',
  ],
  [
    'a wish to be passed on',
    notice.replace('email }', 'email, share: true }'),
    'c/campaign.yaml:9: steps.0.share: a notice does not ask to be passed on',
  ],
  [
    'a way to join',
    notice.replace('email }', 'email, trigger: signup }'),
    'c/campaign.yaml:9: steps.0.trigger: a notice goes out at the launch only',
  ],
  [
    'a post',
    notice.replace('channel: email', 'channel: x'),
    'c/campaign.yaml:9: steps.0.channel: a notice goes out by e-mail only',
  ],
])('refuses a notice with %s', (_, source, expected) => {
  expect(lines(source)).toEqual([expect.stringContaining(expected)])
})

it('names several problems at once', () => {
  const found = lines(good.replace('channel: email', 'channel: pigeon').replace('"08:00"', '"8h"'))
  expect(found).toHaveLength(2)
})

it('knows durations, strictness and words', () => {
  expect(['30m', '3h', '2d'].map(durationMs)).toEqual([1_800_000, 10_800_000, 172_800_000])
  expect(strictest('individual', 'aggregate', 'individual')).toBe('aggregate')
  expect(strictest('aggregate', 'none')).toBe('none')
  expect(inLanguage({ fr: 'a', ar: 'b' }, 'ar', 'fr')).toBe('b')
  expect(inLanguage({ fr: 'a', ar: 'b' }, 'nl', 'fr')).toBe('a')
  expect(inLanguage({ ar: 'b' }, 'nl', null)).toBe('b')
})
