import type { ApiScope } from '../../../core/api-scope.ts'
import { adminWords } from '../../../i18n/desk/admin-words.ts'
import { day } from '../../ui/say.ts'
import { Field } from '../doorway.tsx'
import { AdminFrame, type AdminView } from './admin-frame.tsx'

export type KeyLine = {
  prefix: string
  name: string
  scopes: ApiScope[]
  state: 'open' | 'revoked' | 'expired'
  /** Days, `2026-11-24`. */
  used: string | null
  expires: string | null
}
export type TypedKey = { name: string; expires: string; scopes: ApiScope[] }
type Props = AdminView & { keys: readonly KeyLine[]; typed: TypedKey; may: readonly ApiScope[] }

export function KeysPage(props: Props) {
  const { viewer, keys } = props
  const words = adminWords(viewer.language).keys
  return (
    <AdminFrame {...props} section="keys" title={words.title}>
      <p class="lead">{words.lead}</p>
      {keys.length ? <Keys {...props} /> : <p>{words.none}</p>}
      <NewKey {...props} />
    </AdminFrame>
  )
}

function Keys({ viewer, keys }: Props) {
  const { language } = viewer
  const words = adminWords(language).keys
  const dayText = (text: string | null) => (text ? day(language, Date.parse(text), 'UTC') : words.never)
  const head = [words.name, words.prefix, words.scopes, words.state, words.used, words.expires]
  return (
    <section class="scroll" aria-label={words.title} tabindex={0}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {keys.map(({ prefix, name, scopes, state, used, expires }) => (
            <tr key={prefix}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td dir="ltr">{prefix}…</td>
              <td>{scopes.map((scope) => words.scopeNames[scope]).join(' · ')}</td>
              <td>{words.states[state]}</td>
              <td>{dayText(used)}</td>
              <td>{dayText(expires)}</td>
              <td>
                {state === 'open' && (
                  <form method="post" action="/desk/admin/keys/revoke">
                    <button
                      class="button quiet"
                      type="submit"
                      name="prefix"
                      value={prefix}
                      aria-label={`${words.revoke} ${name}`}
                    >
                      {words.revoke}
                    </button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function NewKey({ viewer, typed, may }: Props) {
  const words = adminWords(viewer.language).keys
  return (
    <section class="panel">
      <h2>{words.makeTitle}</h2>
      <form method="post" action="/desk/admin/keys">
        <Field name="name" label={words.name} complete="off" value={typed.name} hint={words.nameHint} />
        <fieldset>
          <legend>{words.scopes}</legend>
          {may.map((scope) => (
            <p key={scope}>
              <label class="tick">
                <input type="checkbox" name={scope} value="yes" checked={typed.scopes.includes(scope)} />{' '}
                {words.scopeNames[scope]}
              </label>
            </p>
          ))}
        </fieldset>
        <p class="field">
          <label for="expires">{words.expires}</label>
          <input
            id="expires"
            name="expires"
            type="date"
            value={typed.expires}
            aria-describedby="expires-hint"
          />
          <small class="hint" id="expires-hint">
            {words.expiresHint}
          </small>
        </p>
        <p class="actions">
          <button class="button main" type="submit">
            {words.make}
          </button>
        </p>
      </form>
    </section>
  )
}

/** Shown in answer to the form and nowhere else. */
export function MadePage(props: AdminView & { name: string; secret: string }) {
  const words = adminWords(props.viewer.language).keys
  return (
    <AdminFrame {...props} section="keys" title={words.secretTitle}>
      <p>
        <bdi>{props.name}</bdi>
      </p>
      <pre dir="ltr">{props.secret}</pre>
      <p>{words.secretText}</p>
      <p class="actions">
        <a class="button" href="/desk/admin/keys">
          {words.back}
        </a>
      </p>
    </AdminFrame>
  )
}
