import { beforeEach, expect, it } from 'vitest'
import type { StopRule } from '../../src/core/stop-settings.ts'
import type { Stopped } from '../../src/engine/stop.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { stopCampaign } from '../../src/store/stop.ts'
import { testNow } from '../support/database.ts'
import { type Door, openDoor } from './support/visit.ts'

let door: Door
beforeEach(async () => {
  door = await openDoor()
})

const page = '/desk/campaigns/competences'
const shown = async (who: Record<string, string>) => (await door.get(page, who)).text()

async function stop(rule: StopRule): Promise<void> {
  const stopped: Stopped = {
    rule,
    stops: true,
    figure: 0.4,
    limit: 0.3,
    count: 12,
    of: 3000,
    strength: 0.4,
    at: testNow,
  }
  const { id: campaignId } = await door.campaign()
  expect(await stopCampaign(door.db, { campaignId, stopped: JSON.stringify(stopped) })).toBe(true)
}

it('says in each language of the desk why the campaign stopped, with the figures', async () => {
  await stop('complaints')
  const { cookie } = await door.as(door.author)
  for (const [language, why, figures] of [
    [
      'fr',
      'signalé ces messages comme indésirables',
      /12 sur 3[\s\u202f]000, soit 0,4[\s\u202f]%\. La limite est de 0,3/,
    ],
    ['en', 'marked these messages as unwanted', /12 of 3,000, which is 0\.4%\. The limit is 0\.3%/],
    ['ar', 'أبلغ عدد كبير من الأشخاص', /12.*من أصل.*3\.000.*0,4.*0,3/],
  ] as const) {
    const html = await shown({ cookie: `${cookie}; mawja_language=${language}` })
    expect(html).toContain(why)
    expect(html).toMatch(figures)
  }
})

it('tells an analyst why, and no small number', async () => {
  await stop('complaints')
  const row = {
    institutionId: door.institution.id,
    email: 'analyst@mre.example',
    role: 'analyst',
    createdAt: testNow,
  }
  const html = await shown(await door.as(await saveOfficer(door.db, row)))
  expect(html).toContain('signalé ces messages comme indésirables')
  expect(html).not.toContain('12 sur')
  expect(html).not.toContain('/resume')
})

it('goes on by a form that names the rule, and not without', async () => {
  await stop('bounces')
  const author = await door.as(door.author)
  expect((await shown(author)).match(/\/resume/g)).toHaveLength(1)
  const refused = await door.post(`${page}/resume`, {}, author)
  expect([refused.status, (await door.campaign()).state]).toEqual([409, 'paused'])
  expect(await refused.text()).toContain('Une règle tient la campagne arrêtée')
  expect((await door.post(`${page}/resume`, { despite: 'errors' }, author)).status).toBe(409)
  expect((await door.post(`${page}/resume`, { despite: 'bounces' }, author)).status).toBe(303)
  expect(await door.campaign()).toMatchObject({ state: 'running', stopped: null })
  expect(await shown(author)).not.toContain('La campagne s’est arrêtée d’elle-même')
})
