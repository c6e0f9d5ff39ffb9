import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { smallCampaign } from '../support/campaign.ts'
import { type Edge, startEdge } from './support/edge.ts'
import { house, launched } from './support/readers.ts'

/** A layout of the institution on D1: mails are made from it once it is published. */
let edge: Edge
beforeAll(async () => {
  edge = await startEdge()
  await house(edge)
  await edge.operator.import('mre', ['a@diaspora.example,Ami,Exemple,fr,BE'])
}, 180_000)
afterAll(() => edge?.workerd.close())

it('makes mails from the layout of the institution', async () => {
  const source = readFileSync('templates/letter.mjml', 'utf8').replace('width="640px"', 'width="604px"')
  const acted = { institution: 'mre', name: 'letter', as: 'amina@mre.example' }
  await edge.operator.say('template-save', { ...acted, source })
  await edge.operator.say('template-publish', acted)
  await launched(edge, 'rentree', smallCampaign())
  expect((await edge.letter('a@diaspora.example')).html).toContain('604px')
}, 60_000)
