import { expect, it } from 'vitest'
import { sealOpen, sealTrace } from '../../src/core/tokens.ts'
import { openDoor } from './support/visit.ts'

it('answers every image of an opening alike, and remembers nothing of whoever asks', async () => {
  const { deps, db, get } = await openDoor()
  await db.prepare("UPDATE institutions SET tracking_mode = 'individual'").run()
  await db.prepare(`UPDATE editions SET definition = json_set(definition, '$.tracking', 'individual')`).run()
  await db.prepare("UPDATE contacts SET consent_track = 'given' WHERE id = 1").run()
  await db
    .prepare('INSERT INTO pseudonyms (campaign_id, contact_id, pseudonym, created_at) VALUES (1, 1, 77, 0)')
    .run()
  const token = (pseudonym: number) => sealOpen(deps.keys, { contentId: 1, generation: 0, pseudonym })
  const traces = async () => (await db.prepare('SELECT count(*) AS n FROM traces').first<{ n: number }>())!.n

  const known = await get(`/o/${token(77)}`)
  expect(await traces()).toBe(1)
  const stranger = await get(`/o/${token(78)}`)
  const forged = await get(
    `/o/${sealTrace(deps.keys, { linkId: 1, contentId: 1, generation: 0, pseudonym: 77 })}`,
  )
  expect(await traces()).toBe(1)

  expect([known, stranger, forged].map((one) => one.status)).toEqual([200, 200, 404])
  const [first, ...others] = await Promise.all([known, stranger, forged].map((one) => one.arrayBuffer()))
  expect(new TextDecoder('latin1').decode(first)).toMatch(/^GIF89a/)
  expect(first!.byteLength).toBe(42)
  for (const other of others) expect(new Uint8Array(other)).toEqual(new Uint8Array(first!))
  for (const { headers } of [known, stranger, forged]) {
    expect(Object.fromEntries(headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'image/gif',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    })
  }
})
