import { isAnswer, isNotice } from '../core/campaign.ts'
import { sealClick, trapLink } from '../core/tokens.ts'
import type { Deps } from './deps.ts'
import type { Ready } from './ready.ts'

/**
 * Address of the link that no reader sees: who follows it is a program. The same for all of a content and generation; ''
 * where nothing is counted.
 */
export function trapUrl(deps: Deps, ready: Ready, generation: number): string {
  const { content, mode, step, edition } = ready
  const isCounted = mode !== 'none' && step !== undefined && !isAnswer(step) && !isNotice(edition.definition)
  if (!isCounted) return ''
  return `${deps.settings.publicUrl}/c/${sealClick(deps.keys, { linkId: trapLink, contentId: content.id, generation })}`
}
