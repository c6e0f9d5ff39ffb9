import type { Reason } from '../../core/channel.ts'
import { returnWords } from '../../i18n/desk/return-words.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { plural } from '../../i18n/words.ts'
import type { CampaignView } from './campaign-view.ts'
import { Num } from './number.tsx'
import { shownColumn } from './small-cells.ts'

type Props = { language: DeskLanguage; view: CampaignView }

/** Why messages came back, by reason, and the way to what people wrote. */
export function ReturnedTable({ language, view }: Props) {
  const words = returnWords(language)
  const { byReason, replies } = view.returned
  if (!byReason.length && !replies?.all) return null
  const counts = shownColumn(
    byReason.map(({ count }) => count),
    view.veil,
  )
  return (
    <section>
      <h2>{words.title}</h2>
      {byReason.length > 0 && (
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">{words.reason}</th>
              <th scope="col" class="number">
                {words.messages}
              </th>
            </tr>
          </thead>
          <tbody>
            {byReason.map(({ kind, reason }, at) => (
              <tr key={`${kind} ${reason}`}>
                <th scope="row">{nameOf(words, kind, reason)}</th>
                <td class="number">
                  <Num language={language} value={counts[at]!} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {replies && replies.all > 0 && (
        <p>
          <a href={`/desk/campaigns/${view.slug}/replies`}>
            {replies.waiting ? plural(language, words.replies.link, replies.waiting) : words.replies.none}
          </a>
        </p>
      )}
    </section>
  )
}

function nameOf(words: ReturnType<typeof returnWords>, kind: string, reason: string): string {
  if (kind === 'delayed' || kind === 'autoreply') return words.kinds[kind]
  return words.reasons[reason as Reason] ?? words.reasons.undetermined
}
