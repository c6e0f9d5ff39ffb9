import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { CountryField, Problem, TextField, wrong } from './fields.tsx'

export type Typed = { email: string; firstName: string; country: string; agreed: boolean; chained: boolean }
/** `busy`: too many forms from one network; everything typed was right. */
export type JoinProblem = 'email' | 'consent' | 'busy'
export const nothingTyped: Typed = { email: '', firstName: '', country: '', agreed: false, chained: false }

type Props = {
  action: string
  language: LanguageTag
  institution: string
  typed: Typed
  problem: JoinProblem | null
  /** The form stands behind a link of somebody's own. */
  chain?: { mayCount: boolean } | null
  /** Id of the heading that names the form already; else it brings its own. */
  headedBy?: string
}

/** Asks for an address and a yes; everything else may stay empty. What was typed stays when something is wrong. */
export function JoinForm({ action, language, institution, typed, problem, chain, headedBy }: Props) {
  const { landing, error } = words(language).page
  return (
    <section class="panel" aria-labelledby={headedBy ?? 'join-title'} id="join">
      {!headedBy && <h2 id="join-title">{landing.form}</h2>}
      {problem === 'busy' && (
        <p class="notice" role="alert">
          {error.failedText}
        </p>
      )}
      <form method="post" action={action} novalidate>
        <input type="hidden" name="language" value={language} />
        <EmailField language={language} value={typed.email} isWrong={problem === 'email'} />
        <TextField
          name="firstName"
          label={landing.firstName}
          value={typed.firstName}
          autocomplete="given-name"
          maxlength={80}
        />
        <CountryField language={language} chosen={typed.country} />
        <div class={problem === 'consent' ? 'field wrong' : 'field'}>
          {problem === 'consent' && <Problem id="consent-problem" text={landing.consentProblem} />}
          <label class="tick">
            <input
              name="agreed"
              type="checkbox"
              value="yes"
              required
              checked={typed.agreed}
              {...(problem === 'consent' ? wrong('consent-problem') : {})}
            />
            <span>{say(language, landing.consent, { institution })}</span>
          </label>
        </div>
        {chain && <InChain language={language} mayCount={chain.mayCount} typed={typed} />}
        <p class="actions">
          <button class="button main" type="submit">
            {landing.submit}
          </button>
        </p>
      </form>
    </section>
  )
}

/** Says what the sender of the link will learn; where more could be counted, that is a yes of its own. */
function InChain(it: { language: LanguageTag; mayCount: boolean; typed: Typed }) {
  const { joinNote, joinConsent } = words(it.language).sharing.chain
  return (
    <div class="field">
      <p class="hint">{joinNote}</p>
      {it.mayCount && (
        <label class="tick">
          <input name="chained" type="checkbox" value="yes" checked={it.typed.chained} />
          <span>{joinConsent}</span>
        </label>
      )}
    </div>
  )
}

function EmailField(it: { language: LanguageTag; value: string; isWrong: boolean }) {
  const { landing } = words(it.language).page
  return (
    <div class={it.isWrong ? 'field wrong' : 'field'}>
      <label for="email">{landing.email}</label>
      {it.isWrong && <Problem id="email-problem" text={landing.emailProblem} />}
      <input
        id="email"
        name="email"
        type="email"
        dir="ltr"
        autocomplete="email"
        required
        maxlength={254}
        value={it.value}
        {...(it.isWrong ? wrong('email-problem') : {})}
      />
    </div>
  )
}
