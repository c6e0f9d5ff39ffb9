import { expect, it } from 'vitest'
import { draftOf, startDraft } from '../../src/engine/drafts.ts'
import { findCampaign } from '../../src/store/campaigns.ts'
import { smallCampaign } from '../support/campaign.ts'
import { dump } from '../support/dump.ts'
import { sendForm } from './support/multipart.ts'
import { openDoor } from './support/visit.ts'

it('keeps what was typed when the session has ended, until somebody signs in and saves again', async () => {
  const door = await openDoor()
  await startDraft(door.deps, { slug: 'rentree', officer: door.author, files: smallCampaign() })
  const draft = async () =>
    (await draftOf(door.deps, (await findCampaign(door.db, 'rentree'))!))['invitation.fr.md']!
  const at = '/desk/campaigns/rentree/edit/file?path=invitation.fr.md'
  const body = 'Bonsoir <b>"vous"</b>\n\nsuite\n'
  const typed = { base: (await draft()).base, subject: 'Un autre', status: 'draft', body, act: 'save' }
  const before = dump(door.db)
  const answer = await sendForm(door, at, typed, { 'accept-language': 'fr' })
  const html = await answer.text()
  expect([answer.status, html.includes('<b>"vous"'), dump(door.db)]).toEqual([401, false, before])
  expect(html).toContain(`action="${at}"`)
  expect(html).toMatch(/href="\/desk\/sign-in" target="_blank"/)
  expect(answer.headers.get('cache-control')).toMatch(/no-store/)
  const fields = Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    ]),
  )
  delete fields.back
  expect(fields).toEqual(typed)
  const author = await door.as(door.author)
  const elsewhere = { ...author, origin: 'https://other.example', 'sec-fetch-site': 'cross-site' }
  expect((await sendForm(door, at, fields, elsewhere)).status).toBe(403)
  expect((await sendForm(door, at, fields, author)).status).toBe(303)
  expect((await draft()).body).toContain(body)
})

it('keeps nothing of another form, or of one sent from elsewhere', async () => {
  const door = await openDoor()
  const elsewhere = { origin: 'https://other.example', 'sec-fetch-site': 'cross-site' }
  const at = '/desk/campaigns/rentree/edit/goal'
  expect((await sendForm(door, at, { base: '', 'name.fr': 'X' }, elsewhere)).status).toBe(403)
  const other = await sendForm(door, '/desk/campaigns/rentree/approve', { note: 'Secret' }, {})
  expect([other.status, (await other.text()).includes('Secret')]).toEqual([401, false])
})
