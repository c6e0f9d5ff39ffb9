import type { CampaignState } from '../../core/campaign.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'

/** Shape and word say the state; the colour only helps. */
export function StateMark({ language, state }: { language: DeskLanguage; state: CampaignState }) {
  return <span class={`state ${state}`}>{deskWords(language).states[state]}</span>
}
