import type { Deps } from '../../../src/engine/deps.ts'
import { takeNews } from '../../../src/engine/take-news.ts'
import { insertReply } from '../../../src/store/replies.ts'

/** A few messages that came back, and two letters from readers: one in French, one in Arabic. */
export async function writeBack(
  deps: Deps,
  it: { institutionId: number; campaignId: number },
): Promise<void> {
  const { results } = await deps.db
    .prepare(
      "SELECT id, contact_id AS contactId FROM messages WHERE channel = 'email' AND campaign_id = ? LIMIT 40",
    )
    .bind(it.campaignId)
    .all<{ id: number; contactId: number }>()
  const at = deps.clock.now()
  const reasons = ['mailbox_full', 'unknown_user'] as const
  await takeNews(
    deps,
    results.slice(0, 25).map(({ id }, index) => ({
      messageId: id,
      kind: index < 21 ? 'bounce' : 'delayed',
      reason: index < 21 ? reasons[index % 2]! : 'network',
      status: null,
      source: 'mail',
      at,
    })),
  )
  const letters = [
    [
      'zoubida@amis.example',
      'Re: Vos compétences',
      'Bonjour,\n\nJe suis ingénieure à Gand. À qui puis-je écrire ?\n\nZoubida',
    ],
    [
      'hassan@amis.example',
      'رد: كفاءاتكم',
      'السلام عليكم،\n\nأود المشاركة، كيف أسجل؟ https://exemple.example/cv\n\nحسن',
    ],
  ] as const
  for (const [index, [sender, subject, body]] of letters.entries())
    await insertReply(deps.db, {
      ...it,
      contactId: results[30 + index]!.contactId,
      digest: `${index}`.repeat(64),
      sender,
      subject,
      body,
      at: at - index * 3_600_000,
    })
}
