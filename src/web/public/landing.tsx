import { raw } from 'hono/html'
import type { Landing } from '../../engine/record.ts'
import { words } from '../../i18n/words.ts'
import { PublicFrame } from './frame.tsx'
import { JoinForm, type JoinProblem, nothingTyped, type Typed } from './join-form.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { ShareButtons } from './share-buttons.tsx'

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
      {...(landing.chain ? { foot: words(language).sharing.chain.footer } : {})}
      preview={{ title, description, url: share.url, card: landing.card }}
    >
      <LanguageSwitch language={language} languages={landing.languages} path={problem ? `/s/${token}` : ''} />
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
          chain={landing.chain}
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
