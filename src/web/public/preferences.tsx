import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { PublicFrame } from './frame.tsx'

type Props = {
  language: LanguageTag
  institution: string
  languages: readonly LanguageTag[]
  receives: boolean
  token: string
  saved: boolean
}

export function PreferencesPage({ language, institution, languages, receives, token, saved }: Props) {
  const { preferences } = words(language).page
  return (
    <PublicFrame language={language} title={preferences.title} institution={institution}>
      <h1>{preferences.title}</h1>
      {saved && (
        <p class="notice good" role="status">
          {preferences.saved}
        </p>
      )}
      <form method="post" action={`/p/${token}`}>
        <fieldset>
          <legend>{preferences.language}</legend>
          <div class="choices">
            {languages.map((tag) => (
              <label class="choice" key={tag} lang={tag}>
                <input type="radio" name="language" value={tag} checked={tag === language} />
                <span>{words(tag).name}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <p class="actions">
          <button class="button main" type="submit">
            {preferences.submit}
          </button>
          {receives && <a href={`/u/${token}`}>{preferences.unsubscribe}</a>}
        </p>
      </form>
    </PublicFrame>
  )
}
