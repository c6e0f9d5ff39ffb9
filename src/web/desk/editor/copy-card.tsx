import { editorWords } from '../../../i18n/desk/editor-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { cardSize } from '../../../render/card.ts'
import type { CopyView } from './copy-view.ts'

/** What messengers show beside a link to the page. The script renews it when typing rests. */
export function CardPane({ language, view }: { language: DeskLanguage; view: CopyView }) {
  if (!view.card) return null
  const { copy } = editorWords(language)
  const { language: lang, title } = view.card
  const address = `/desk/campaigns/${view.slug}/edit/card.png?path=${encodeURIComponent(view.path)}`
  return (
    <section aria-labelledby="card-title">
      <h2 id="card-title">{copy.picture}</h2>
      <img
        class="card"
        src={`${address}&title=${encodeURIComponent(title)}`}
        data-card={address}
        lang={lang}
        alt={title}
        width={cardSize.width}
        height={cardSize.height}
      />
    </section>
  )
}
