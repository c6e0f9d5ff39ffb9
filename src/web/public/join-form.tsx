import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { say } from '../ui/say.ts'
import { countryChoices } from './countries.ts'

export type Typed = { email: string; firstName: string; country: string; agreed: boolean }
export type JoinProblem = 'email' | 'consent'

type Props = {
  action: string
  language: LanguageTag
  institution: string
  typed: Typed
  problem: JoinProblem | null
}

/** Asks for an address and a yes; everything else may stay empty. What was typed stays when something is wrong. */
export function JoinForm({ action, language, institution, typed, problem }: Props) {
  const { landing } = words(language).page
  return (
    <section class="panel" aria-labelledby="join-title" id="join">
      <h2 id="join-title">{landing.form}</h2>
      <form method="post" action={action} novalidate>
        <input type="hidden" name="language" value={language} />
        <div class={problem === 'email' ? 'field wrong' : 'field'}>
          <label for="email">{landing.email}</label>
          {problem === 'email' && <Problem id="email-problem" text={landing.emailProblem} />}
          <input
            id="email"
            name="email"
            type="email"
            dir="ltr"
            autocomplete="email"
            required
            maxlength={254}
            value={typed.email}
            {...(problem === 'email' ? wrong('email-problem') : {})}
          />
        </div>
        <div class="field">
          <label for="firstName">{landing.firstName}</label>
          <input
            id="firstName"
            name="firstName"
            type="text"
            dir="auto"
            autocomplete="given-name"
            maxlength={80}
            value={typed.firstName}
          />
        </div>
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
        <p class="actions">
          <button class="button main" type="submit">
            {landing.submit}
          </button>
        </p>
      </form>
    </section>
  )
}

function CountryField({ language, chosen }: { language: LanguageTag; chosen: string }) {
  const { landing } = words(language).page
  const { first, others } = countryChoices(language)
  const options = [...first, null, ...others].map((country) =>
    country === null ? (
      <hr />
    ) : (
      <option key={country.code} value={country.code} selected={country.code === chosen}>
        {country.name}
      </option>
    ),
  )
  return (
    <div class="field">
      <label for="country">{landing.country}</label>
      <select id="country" name="country" autocomplete="country">
        <option value="">{landing.noCountry}</option>
        {options}
      </select>
    </div>
  )
}

const wrong = (id: string) => ({ 'aria-invalid': 'true' as const, 'aria-describedby': id, autofocus: true })

function Problem({ id, text }: { id: string; text: string }) {
  return (
    <p class="problem" id={id}>
      {text}
    </p>
  )
}
