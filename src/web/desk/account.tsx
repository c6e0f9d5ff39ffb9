import type { Account } from '../../engine/auth/account.ts'
import { signInWords } from '../../i18n/desk/sign-in-words.ts'
import { deskLanguages, deskWords } from '../../i18n/desk/words.ts'
import { day } from '../ui/say.ts'
import { ProofPanel } from './account-proof.tsx'
import { Sessions } from './account-sessions.tsx'
import { Field, Problem } from './doorway.tsx'
import { DeskFrame, type Viewer } from './frame.tsx'

export type AccountProblem = 'proofUnsent' | 'short' | 'long' | 'common' | 'wrong' | 'wait' | 'factorWrong'
type Props = {
  viewer: Viewer
  account: Account
  /** The session that looks. */
  here: string
  byLink: boolean
  /** To one institution, until the mailbox is proved. */
  bound: boolean
  /** A link is on its way to the address. */
  sent: boolean
  timeZone: string
  several: boolean
  done: boolean
  problem?: AccountProblem | undefined
}

/** Everything somebody can change about their own way in. */
export function AccountPage(props: Props) {
  const { viewer, account, done, problem } = props
  const words = signInWords(viewer.language).account
  return (
    <DeskFrame viewer={viewer} title={words.title} here="account">
      <h1>{words.title}</h1>
      {done && (
        <p class="notice good" role="status">
          {words.done}
        </p>
      )}
      <Problem text={problem && words[problem]} />
      {props.bound && <ProofPanel language={viewer.language} sent={props.sent} />}
      <Password {...props} />
      <Factor {...props} />
      <Passkeys viewer={viewer} account={account} timeZone={props.timeZone} />
      <Sessions viewer={viewer} sessions={account.sessions} here={props.here} timeZone={props.timeZone} />
      {props.several && (
        <section class="panel">
          <h2>{words.institutionTitle}</h2>
          <p>
            <a class="button" href="/desk/institution">
              {words.institutionSwitch}
            </a>
          </p>
        </section>
      )}
      <Language viewer={viewer} />
    </DeskFrame>
  )
}

function Password({ viewer, account, byLink }: Props) {
  const words = signInWords(viewer.language).account
  const [lead, may] = [
    account.hasPassword
      ? byLink
        ? words.passwordByLink
        : ''
      : byLink
        ? words.passwordFirst
        : words.passwordNone,
    account.hasPassword || byLink,
  ]
  return (
    <section class="panel">
      <h2>{words.passwordTitle}</h2>
      {lead && <p>{lead}</p>}
      {may && (
        <form method="post" action="/desk/account/password">
          {!byLink && <Field name="old" label={words.old} type="password" complete="current-password" />}
          <Field
            name="fresh"
            label={words.fresh}
            type="password"
            complete="new-password"
            hint={words.freshHint}
          />
          <p class="actions">
            <button class="button main" type="submit">
              {words.passwordSubmit}
            </button>
          </p>
          <p class="hint">{words.passwordEnds}</p>
        </form>
      )}
    </section>
  )
}

function Factor({ viewer, account, byLink }: Props) {
  const words = signInWords(viewer.language).account
  const { hasFactor, hasPassword } = account
  const label = signInWords(viewer.language).password
  return (
    <section class="panel">
      <h2>{words.factorTitle}</h2>
      <p>{hasFactor ? words.factorOn : words.factorOff}</p>
      {!hasPassword && !hasFactor && <p class="hint">{words.factorNeeds}</p>}
      {hasPassword && !hasFactor && (
        <form method="post" action="/desk/account/factor">
          <SecretField id="start" label={label} />
          <button class="button" type="submit">
            {words.factorStart}
          </button>
        </form>
      )}
      {hasFactor && (
        <form method="post" action="/desk/account/factor/off">
          {!byLink && <SecretField id="stop" label={label} />}
          <p class="actions">
            <button class="button" type="submit">
              {words.factorStop}
            </button>
            {!byLink && (
              <button class="button" type="submit" formaction="/desk/account/factor/codes">
                {words.factorNewCodes}
              </button>
            )}
          </p>
        </form>
      )}
    </section>
  )
}

function SecretField({ id, label }: { id: string; label: string }) {
  return (
    <p class="field">
      <label for={`secret-${id}`}>{label}</label>
      <input
        id={`secret-${id}`}
        name="password"
        type="password"
        required
        autocomplete="current-password"
        dir="ltr"
      />
    </p>
  )
}

function Passkeys({ viewer, account, timeZone }: Pick<Props, 'viewer' | 'account' | 'timeZone'>) {
  const words = signInWords(viewer.language).account
  return (
    <section class="panel">
      <h2>{words.passkeysTitle}</h2>
      <p>{account.passkeys.length ? words.passkeysText : `${words.passkeysText} ${words.passkeysNone}`}</p>
      {account.passkeys.map(({ id, name, createdAt }) => (
        <form key={id} method="post" action="/desk/account/passkeys/drop">
          <p class="actions">
            <span>
              <bdi>{name || words.passkeyUnnamed}</bdi> · {day(viewer.language, createdAt, timeZone)}
            </span>
            <button class="button quiet" type="submit" name="id" value={id}>
              {words.passkeyDrop}
            </button>
          </p>
        </form>
      ))}
      <form method="post" action="/desk/account/passkeys">
        <Field name="name" label={words.passkeyName} complete="off" />
        <p class="actions">
          <button class="button" type="submit">
            {words.passkeyAdd}
          </button>
        </p>
      </form>
    </section>
  )
}

function Language({ viewer }: { viewer: Viewer }) {
  const words = signInWords(viewer.language).account
  return (
    <section class="panel">
      <h2>{words.languageTitle}</h2>
      <p>{words.languageText}</p>
      <form method="post" action="/desk/account/language">
        <p class="field">
          <label for="language">{words.languageTitle}</label>
          <select id="language" name="language">
            {deskLanguages.map((tag) => (
              <option key={tag} value={tag} lang={tag} selected={tag === viewer.language}>
                {deskWords(tag).name}
              </option>
            ))}
          </select>
        </p>
        <p class="actions">
          <button class="button" type="submit">
            {words.languageSubmit}
          </button>
        </p>
      </form>
    </section>
  )
}
