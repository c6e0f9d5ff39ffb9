import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import type { CampaignView } from './campaign-view.ts'
import { Num } from './number.tsx'
import { shown } from './small-cells.ts'

const rows = ['waiting', 'refused', 'skipped', 'bounces', 'complaints', 'unknown'] as const

/** What did not get through, and why: the figures nobody asks for until they matter. */
export function Delivery({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const { delivery } = deskWords(language)
  return (
    <section>
      <h2>{delivery.title}</h2>
      <table class="numbers">
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{delivery[row]}</th>
              <td class="number">
                <Num language={language} value={shown(view.stats[row], view.veil)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
