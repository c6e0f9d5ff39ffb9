import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { say } from '../ui/say.ts'
import { Shell } from '../ui/shell.tsx'
import { Mark } from '../ui/wave.tsx'
import { LanguageBar } from './frame.tsx'

type Door = { language: DeskLanguage; title: string; path: string; children?: unknown }

function Doorway({ language, title, path, children }: Door) {
  return (
    <Shell
      language={language}
      title={`${title} · ${deskWords(language).product}`}
      styles="desk"
      skip={deskWords(language).nav.skip}
    >
      <header class="top">
        <span class="home">
          <Mark />
          <span>{deskWords(language).product}</span>
        </span>
      </header>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        {children}
      </main>
      <LanguageBar language={language} path={path} />
    </Shell>
  )
}

type SignIn = { language: DeskLanguage; token: string; institution: string; email: string }

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

/** For whoever comes without a session, or with a link that has done its work: how to get in. */
export function ClosedPage({
  language,
  path,
  used = false,
}: {
  language: DeskLanguage
  path: string
  used?: boolean
}) {
  const { signIn } = deskWords(language)
  return (
    <Doorway language={language} title={used ? signIn.usedTitle : signIn.closedTitle} path={path}>
      <p class="lead">{used ? signIn.usedText : signIn.closedText}</p>
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
