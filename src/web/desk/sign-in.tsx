import { signInWords } from '../../i18n/desk/sign-in-words.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { say } from '../ui/say.ts'
import { Doorway, Field, Problem } from './doorway.tsx'

type SignIn = { language: DeskLanguage; token: string; institution: string; email: string }

/** A one-time link: whose it is. */
export function SignInPage({ language, token, institution, email }: SignIn) {
  const { signIn } = deskWords(language)
  return (
    <Doorway language={language} title={signIn.title} path={`/desk/sign-in/${token}`}>
      <p class="lead">{say(language, signIn.text, { institution, email })}</p>
      <form method="post" action={`/desk/sign-in/${token}`}>
        <p class="actions">
          <button class="button main" type="submit">
            {signIn.submit}
          </button>
        </p>
      </form>
      <p class="hint">{signIn.once}</p>
    </Doorway>
  )
}

/** For whoever comes with a link that has done its work: how to get in. */
export function UsedPage({ language }: { language: DeskLanguage }) {
  const { signIn } = deskWords(language)
  return (
    <Doorway language={language} title={signIn.usedTitle} path="/desk">
      <p class="lead">{signIn.usedText}</p>
      <div class="panel">
        <p>{signIn.closedHow}</p>
        <pre dir="ltr">
          npm run mawja -- officer add you@institution.example --role officer --institution INSTITUTION
        </pre>
        <p>{signIn.closedThen}</p>
      </div>
    </Doorway>
  )
}

type Door = {
  language: DeskLanguage
  email?: string
  problem?: 'wrong' | 'wait' | 'oidcFailed' | 'passkeyFailed' | undefined
  oidc: boolean
}

/** For whoever has no session: address and password, or a passkey, or the ministry's own sign-in. */
export function PasswordPage({ language, email = '', problem, oidc }: Door) {
  const words = signInWords(language)
  return (
    <Doorway language={language} title={words.title} path="/desk/sign-in">
      <Problem text={problem && words[problem]} />
      <form method="post" action="/desk/sign-in">
        <Field name="email" label={words.email} type="email" complete="username" value={email} />
        <Field name="password" label={words.password} type="password" complete="current-password" />
        <p class="actions">
          <button class="button main" type="submit">
            {words.submit}
          </button>
        </p>
      </form>
      <form method="post" action="/desk/passkey" class="other-way">
        <button class="button" type="submit">
          {words.passkey}
        </button>
      </form>
      {oidc && (
        <form method="post" action="/desk/ministry" class="other-way">
          <button class="button" type="submit">
            {words.ministry}
          </button>
        </form>
      )}
      <p class="hint">{words.noWay}</p>
    </Doorway>
  )
}

export function CodePage({ language, problem }: { language: DeskLanguage; problem?: 'codeWrong' | 'wait' }) {
  const words = signInWords(language)
  return (
    <Doorway language={language} title={words.codeTitle} path="/desk/code">
      <p class="lead">{words.codeText}</p>
      <Problem text={problem && words[problem]} />
      <form method="post" action="/desk/code">
        <Field name="code" label={words.code} complete="one-time-code" />
        <p class="actions">
          <button class="button main" type="submit">
            {words.codeSubmit}
          </button>
          <a class="button" href="/desk/sign-in">
            {words.again}
          </a>
        </p>
      </form>
    </Doorway>
  )
}
