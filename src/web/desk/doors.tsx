import { signInWords } from '../../i18n/desk/sign-in-words.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { Doorway, Field, Problem } from './doorway.tsx'

type Choice = { id: number; institution: string; role: string }

/** For whoever works for several institutions. */
export function ChoosePage({ language, choices }: { language: DeskLanguage; choices: Choice[] }) {
  const words = signInWords(language)
  return (
    <Doorway language={language} title={words.chooseTitle} path="/desk/institution">
      <p class="lead">{words.chooseText}</p>
      <form method="post" action="/desk/institution" class="choices">
        {choices.map(({ id, institution, role }) => (
          <p key={id} class="other-way">
            <button class="button" type="submit" name="officer" value={id}>
              <bdi>{institution}</bdi> · {role}
            </button>
          </p>
        ))}
      </form>
    </Doorway>
  )
}

type SetUp = { language: DeskLanguage; token: string; name?: string; email?: string; wrong?: boolean }

/** The first start: institution and admin. */
export function SetUpPage({ language, token, name = '', email = '', wrong = false }: SetUp) {
  const words = signInWords(language)
  const path = `/desk/set-up/${token}`
  return (
    <Doorway language={language} title={words.setUpTitle} path={path}>
      <p class="lead">{words.setUpText}</p>
      <Problem text={wrong ? words.setUpWrong : undefined} />
      <form method="post" action={path}>
        <Field name="name" label={words.institutionName} complete="organization" value={name} />
        <Field name="email" label={words.email} type="email" complete="email" value={email} />
        <p class="actions">
          <button class="button main" type="submit">
            {words.setUpSubmit}
          </button>
        </p>
      </form>
    </Doorway>
  )
}

export function SetUpOverPage({ language }: { language: DeskLanguage }) {
  const words = signInWords(language)
  return (
    <Doorway language={language} title={words.setUpOverTitle} path="/desk">
      <p class="lead">{words.setUpOver}</p>
    </Doorway>
  )
}

type Passkey = { language: DeskLanguage; options: unknown; create?: { name: string } }

/** One button, whose press asks the device: browsers want a gesture. Where there is no script the page says so. */
export function PasskeyPage({ language, options, create }: Passkey) {
  const words = signInWords(language)
  const [title, back] = create
    ? [words.account.passkeyAdd, '/desk/account']
    : [words.passkey, '/desk/sign-in']
  const action = create ? '/desk/account/passkeys/answer' : '/desk/passkey/answer'
  return (
    <Doorway language={language} title={title} path={back}>
      <p class="lead">{words.account.passkeysText}</p>
      <p class="notice bad" role="alert" data-problem hidden>
        {create ? words.account.passkeyScript : words.passkeyFailed}
      </p>
      <form
        method="post"
        action={action}
        data-passkey={create ? 'create' : 'get'}
        data-options={JSON.stringify(options)}
      >
        <input type="hidden" name="response" value="" />
        {create && <input type="hidden" name="name" value={create.name} />}
        <p class="actions">
          <button class="button main" type="submit">
            {title}
          </button>
          <a class="button" href={back}>
            {words.again}
          </a>
        </p>
      </form>
      <script src="/assets/passkey.js" defer />
    </Doorway>
  )
}
