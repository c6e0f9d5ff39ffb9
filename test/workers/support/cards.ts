import { expect, it } from 'vitest'
import { deriveKeys } from '../../../src/core/token.ts'
import { sealShare } from '../../../src/core/tokens.ts'
import type { Workerd } from './workerd.ts'

type Edge = { workerd: Workerd; secret: string }

/** Of the campaign of the journey, through the bundle's own program and the fonts beside it. */
export function cards(edge: () => Edge): void {
  it.each(['fr', 'ar'] as const)('are drawn in %s', async (language) => {
    const { workerd, secret } = edge()
    const campaign = await workerd.db
      .prepare('SELECT id FROM campaigns WHERE slug = ?')
      .bind('competences')
      .first<{ id: number }>()
    const share = { campaignId: campaign!.id, generation: 0, channel: 'whatsapp', language } as const
    const path = `/s/${sealShare(deriveKeys(secret), share)}`
    const html = await (await workerd.fetch(path)).text()
    const picture = /og:image" content="https:\/\/mawja\.example(\/s\/[\w-]+\/card\.png)"/.exec(html)![1]!
    await isCard(await workerd.fetch(picture))
    await isCard(await workerd.fetch(`/join/mre/card.png?l=${language}`))
  })
}

async function isCard(answer: Response): Promise<void> {
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('image/png')
  const picture = new DataView(await answer.arrayBuffer())
  expect([picture.getUint32(16), picture.getUint32(20)]).toEqual([1200, 630])
  // One colour alone would be packed into less.
  expect(picture.byteLength).toBeGreaterThan(10_000)
}
