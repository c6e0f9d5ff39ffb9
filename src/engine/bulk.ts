import { inLanguage } from '../core/campaign.ts'
import { AppError } from '../core/error.ts'
import type { Deps } from './deps.ts'
import type { Ready } from './ready.ts'

type Bulk = {
  from: { name: string; address: string }
  list: { id: string; name: string }
  feedbackId: string
}
const bulkByContent = new WeakMap<Ready, Bulk>()

/** RFC 2919, and Google's Feedback-ID: a few distinct values, then a constant sender. The same for all of a content. */
export function bulkOf(deps: Deps, ready: Ready): Bulk {
  const known = bulkByContent.get(ready)
  if (known) return known
  const { edition, content, campaign, institution } = ready
  const { list, fallback } = edition.definition
  const from = senderOf(deps, ready)
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  const bulk = {
    from,
    list: {
      id: `${list.id}.${institution.slug}.${domain}`,
      name: inLanguage(list.name, content.language, fallback),
    },
    feedbackId: `${campaign.slug}:${institution.slug}:${list.id}:mawja`,
  }
  bulkByContent.set(ready, bulk)
  return bulk
}

/** Who a campaign's mail comes from. @throws AppError `no-sender` */
function senderOf(deps: Deps, { edition, content }: Ready): { name: string; address: string } {
  const { sender, fallback } = edition.definition
  const address = sender.email ?? deps.settings.mailFrom
  if (!address)
    throw new AppError('invalid', 'no-sender', 'set sender.email in campaign.yaml, or MAWJA_MAIL_FROM')
  return { name: inLanguage(sender.name, content.language, fallback), address }
}
