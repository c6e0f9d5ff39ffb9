import { flagWords } from '../../i18n/desk/flag-words.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { count } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'

/**
 * Odd joins by reason, where there are any. Not for those who see no small numbers: here most are small. Guessed links
 * name no campaign, so they are not on the page of one.
 */
export function Flags({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const words = flagWords(language)
  const names = Object.keys(words.reasons) as (keyof typeof words.reasons)[]
  const rows = names.filter((name) => view.stats.flagged[name] > 0)
  if (view.veil || rows.length === 0) return null
  return (
    <section class="odd" aria-labelledby="flags-title">
      <h3 id="flags-title">{words.title}</h3>
      <p class="hint">{words.lead}</p>
      <table class="numbers" aria-labelledby="flags-title">
        <thead>
          <tr>
            <th scope="col">{words.reason}</th>
            <th scope="col" class="number">
              {words.times}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((name) => (
            <tr key={name}>
              <th scope="row">{words.reasons[name]}</th>
              <td class="number">{count(language, view.stats.flagged[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
