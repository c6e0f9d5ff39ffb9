import { isLanguageTag } from '../../core/language.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { words } from '../../i18n/words.ts'
import { percent, say } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'
import { shownColumn } from './small-cells.ts'

/** Each language with how far it is and how much of the audience reads it. */
export function Languages({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  const { languages } = deskWords(language)
  const total = view.languages.reduce((sum, one) => sum + one.readers, 0)
  // After the launch the table by language hides what it must; shares beside it would fill its gaps again.
  const told = view.veil && view.launchedAt !== null
  const readers = told
    ? []
    : shownColumn(
        view.languages.map((one) => one.readers),
        view.veil,
      )
  if (!view.languages.length) return null
  return (
    <section>
      <h2>{languages.title}</h2>
      <ul class="language-list">
        {view.languages.map(({ tag, status }, index) => {
          const share = readers[index]
          return (
            <li key={tag}>
              <span>
                <bdi lang={tag}>{isLanguageTag(tag) ? words(tag).name : tag}</bdi>
              </span>
              <span class={`dot ${status}`}>{languages.statuses[status]}</span>
              <small>
                {typeof share === 'number' &&
                  share > 0 &&
                  say(language, languages.share, { percent: percent(language, share, total) })}
              </small>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
