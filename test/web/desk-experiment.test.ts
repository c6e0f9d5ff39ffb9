import { beforeEach, expect, it } from 'vitest'
import { sizeOf } from '../../src/core/experiment/size.ts'
import { experiment } from '../../src/engine/experiment.ts'
import { drain } from '../../src/engine/tick.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { assignmentPanel } from '../../src/web/desk/analyst/assignment-panel.ts'
import { experimentPanel } from '../../src/web/desk/analyst/experiment-panel.ts'
import { count } from '../../src/web/ui/say.ts'
import { testNow } from '../support/database.ts'
import { dump } from '../support/dump.ts'
import { variantFiles } from '../support/variants.ts'
import { makeWorld, people } from '../support/world.ts'
import { type Door, openDoor } from './support/visit.ts'

const page = '/desk/campaigns/competences/figures/experiment'
const asked = `${page}?baseline=5&effect=1&power=80`
let door: Door
beforeEach(async () => {
  door = await openDoor()
})

it('reckons how many people a comparison takes, of a GET that changes nothing', async () => {
  const headers = await door.as(door.author)
  const before = dump(door.db)
  const html = await (await door.get(asked, headers)).text()
  const { perArm, perArmAnyTime } = sizeOf({ baseline: 0.05, effect: 0.01, power: 0.8 })
  expect(html).toContain(count('fr', perArm))
  expect(html).toContain(count('fr', perArmAnyTime))
  expect(html).toContain('Le public ne suffit pas')
  expect(await (await door.get(asked.replace('baseline=5', 'baseline=4,5'), headers)).text()).toContain(
    'Le public',
  )
  for (const wrong of ['baseline=150&effect=1', 'baseline=x&effect=1', 'baseline=5&effect=0', 'effect=1'])
    expect(await (await door.get(`${page}?${wrong}`, headers)).text(), wrong).toContain('Écrivez un taux')
  expect(dump(door.db)).toEqual(before)
})

it('tells an analyst no audience under ten', async () => {
  const row = { institutionId: door.institution.id, email: 'analyst@mre.example', role: 'analyst' }
  const analyst = await saveOfficer(door.db, { ...row, createdAt: testNow })
  const html = await (await door.get(asked, await door.as(analyst))).text()
  expect(html).toMatch(/Le public|La taille du public ne peut pas/)
})

it('says whether everybody was dealt out as planned, wave by wave, and hides small numbers from analysts', async () => {
  const world = await makeWorld()
  await world.import(people(200))
  const waves = '[{share: 90}, {share: 10, after: 3h}]'
  await world.launch(variantFiles('{allocate: true, floor: 0.3, holdOut: 0.1}', { waves }))
  await drain(world.deps, { until: world.at.now + 86_400_000 })
  const fine = await experiment(world.deps, await world.campaign())
  const [all, some] = [false, true].map((veil) => ({ language: 'fr' as const, veil }))
  expect(assignmentPanel(all!, fine).notes).toEqual(['Répartition conforme au plan.'])
  const dealt = assignmentPanel(all!, fine).rows.map(({ values }) => Number(values[1]))
  expect(dealt.reduce((sum, n) => sum + n, 0)).toBe(200)
  for (const { values } of assignmentPanel(some!, fine).rows)
    for (const value of values) expect(value === 'hidden' || Number(value) >= 9).toBe(true)
  expect(experimentPanel(all!, { answer: fine }).notes[0]).toContain('trop tôt')

  world.db.raw.exec("UPDATE enrollments SET variant = 'long' WHERE wave = 1 AND contact_id % 3 > 0")
  const off = await experiment(world.deps, await world.campaign())
  for (const [language, word] of [
    ['fr', 'Alerte'],
    ['ar', 'إنذار'],
    ['en', 'Alarm'],
  ] as const) {
    const [note] = assignmentPanel({ language, veil: true }, off).notes
    expect(note).toContain(word)
    expect(note).toMatch(/1/)
  }
  expect(off.winner).toBeNull()
})
