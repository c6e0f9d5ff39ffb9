import { experimentWords } from '../../i18n/desk/experiment-words.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { plural } from '../../i18n/words.ts'
import { exclusions } from '../../store/funnel.ts'
import type { CampaignView } from './campaign-view.ts'
import { Num } from './number.tsx'
import { shown, shownColumn } from './small-cells.ts'

/** From everybody the audience matches to those who will be written to, each loss with its reason. */
export function FunnelTable({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const { funnel: words } = deskWords(language)
  if (!view.funnel) return null
  const { matched, excluded, final, heldOut } = view.funnel
  const lost = shownColumn([...exclusions.map((reason) => excluded[reason]), heldOut, final], view.veil)
  return (
    <section aria-labelledby="funnel-title">
      <h2 id="funnel-title">{words.title}</h2>
      {lost.at(-1) !== 'hidden' && <p class="lead">{plural(language, words.answer, final)}</p>}
      <table class="numbers short">
        <thead>
          <tr>
            <th scope="col">{words.step}</th>
            <th scope="col" class="number">
              {words.people}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{words.matched}</th>
            <td class="number">
              <Num language={language} value={shown(matched, view.veil)} />
            </td>
          </tr>
          {exclusions.map((reason, index) => (
            <tr key={reason}>
              <th scope="row">{words[reason]}</th>
              <td class="number">
                {lost[index] !== 'hidden' && excluded[reason] > 0 && <span aria-hidden="true">− </span>}
                <Num language={language} value={lost[index] ?? null} />
              </td>
            </tr>
          ))}
          {heldOut > 0 && (
            <tr>
              <th scope="row">{experimentWords[language].heldOut}</th>
              <td class="number">
                {lost.at(-2) !== 'hidden' && <span aria-hidden="true">− </span>}
                <Num language={language} value={lost.at(-2) ?? null} />
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.final}</th>
            <td class="number">
              <Num language={language} value={lost.at(-1) ?? null} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
