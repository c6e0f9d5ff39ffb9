import { raw } from 'hono/html'
import type { LanguageTag } from '../../core/language.ts'
import type { Landing } from '../../engine/record.ts'
import { words } from '../../i18n/words.ts'
import { PublicFrame } from './frame.tsx'
import { JoinForm, type JoinProblem, type Typed } from './join-form.tsx'
import { ShareButtons } from './share-buttons.tsx'

const nothingTyped: Typed = { email: '', firstName: '', country: '', agreed: false }

type Props = { landing: Landing; typed?: Typed; problem?: JoinProblem | null }

export function LandingPage({ landing, typed = nothingTyped, problem = null }: Props) {
  const { language, institution, title, description, share, token } = landing
  const { page, mail } = words(language)
  return (
    <PublicFrame
      language={language}
      title={title}
      institution={institution}
      contactUrl={landing.contactUrl}
      preview={{ title, description, url: share.url }}
    >
      <LanguageSwitch language={language} languages={landing.languages} />
      <h1>{title}</h1>
      <div class="copy">{raw(landing.html)}</div>
      {landing.over ? (
        <p class="notice">{page.landing.over}</p>
      ) : (
        <JoinForm
          action={`/s/${token}/join`}
          language={language}
          institution={institution}
          typed={typed}
          problem={problem}
        />
      )}
      <ShareButtons language={language} share={share} />
      {landing.funders && (
        <section class="funders" aria-label={mail.funders}>
          <p>{landing.funders}</p>
        </section>
      )}
    </PublicFrame>
  )
}

/** Closed it says which language this is; open, every other by its own name. */
function LanguageSwitch({
  language,
  languages,
}: {
  language: LanguageTag
  languages: readonly LanguageTag[]
}) {
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
            <a href={`?l=${tag}`} lang={tag}>
              {words(tag).name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
