import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'

type Props = {
  language: LanguageTag
  languages: readonly LanguageTag[]
  /** Of the page itself, where it came back from a form at another address. */
  path?: string
}

/** Closed it says which language this is; open, every other by its own name. */
export function LanguageSwitch({ language, languages, path = '' }: Props) {
  const others = languages.filter((tag) => tag !== language)
  if (!others.length) return null
  const { name, page } = words(language)
  return (
    <details class="languages">
      <summary>
        {page.language} <span aria-hidden="true">·</span> {name}
      </summary>
      <ul>
        {others.map((tag) => (
          <li key={tag}>
            <a href={`${path}?l=${tag}`} lang={tag}>
              {words(tag).name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
