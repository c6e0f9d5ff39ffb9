import { webhookTypes } from '../../../core/webhook-out/events.ts'
import type { DeliveryView, EndpointView } from '../../../engine/webhooks.ts'
import { type WebhookWords, webhookWords } from '../../../i18n/desk/webhook-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { moment, say } from '../../ui/say.ts'
import { Field } from '../doorway.tsx'
import { AdminFrame, type AdminView } from './admin-frame.tsx'

export type EndpointLine = EndpointView & { last: DeliveryView | null }
export type TypedWebhook = { url: string; description: string; types: string[] }
type Props = AdminView & { endpoints: readonly EndpointLine[]; typed: TypedWebhook }

export function WebhooksPage(props: Props) {
  const words = webhookWords(props.viewer.language)
  return (
    <AdminFrame {...props} section="webhooks" title={words.title}>
      <p class="lead">{words.lead}</p>
      {props.endpoints.length ? <Endpoints {...props} /> : <p>{words.none}</p>}
      <NewEndpoint {...props} />
    </AdminFrame>
  )
}

function Endpoints({ viewer, endpoints, timeZone }: Props) {
  const { language } = viewer
  const words = webhookWords(language)
  return (
    <section class="scroll" aria-label={words.title} tabindex={0}>
      <table>
        <thead>
          <tr>
            {[words.url, words.listens, words.state, words.last].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {endpoints.map((one) => (
            <tr key={one.endpoint}>
              <th scope="row">
                <bdi dir="ltr">{one.url}</bdi>
                {one.description && (
                  <small class="hint hook">
                    <bdi>{one.description}</bdi>
                  </small>
                )}
              </th>
              <td>{listensTo(words, one.types)}</td>
              <td>{stateOf(words, one)}</td>
              <td>{one.last ? lastOf(language, one.last, timeZone) : words.never}</td>
              <td>
                <a href={`/desk/admin/webhooks/${one.endpoint}`} aria-label={`${words.open} ${one.url}`}>
                  {words.open}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export const listensTo = (words: WebhookWords, types: readonly string[]): string =>
  types.length ? types.map((type) => words.types[type] ?? type).join(' · ') : words.all

export const stateOf = (words: WebhookWords, { state, reason }: EndpointView): string =>
  reason ? `${words.states[state]} (${words.reasons[reason]})` : words.states[state]

export function resultOf(language: DeskLanguage, { state, status, error }: DeliveryView): string {
  const words = webhookWords(language)
  const answered = status === null ? '' : say(language, words.answered, { status })
  return [words.results[state], error && words.errors[error], answered].filter(Boolean).join(', ')
}

const lastOf = (language: DeskLanguage, last: DeliveryView, timeZone: string) =>
  `${moment(language, Date.parse(last.created), timeZone)} · ${resultOf(language, last)}`

function NewEndpoint({ viewer, typed }: Props) {
  const words = webhookWords(viewer.language)
  return (
    <section class="panel">
      <h2>{words.addTitle}</h2>
      <form method="post" action="/desk/admin/webhooks">
        <Field name="url" label={words.url} complete="url" value={typed.url} hint={words.urlHint} />
        <p class="field">
          <label for="description">{words.description}</label>
          <input
            id="description"
            name="description"
            type="text"
            dir="auto"
            maxlength={200}
            value={typed.description}
          />
        </p>
        <fieldset>
          <legend>{words.listens}</legend>
          <p class="hint">{words.typesHint}</p>
          {webhookTypes.map((type) => (
            <p key={type}>
              <label class="tick">
                <input type="checkbox" name={type} value="yes" checked={typed.types.includes(type)} />{' '}
                {words.types[type]}
              </label>
            </p>
          ))}
        </fieldset>
        <p class="actions">
          <button class="button main" type="submit">
            {words.add}
          </button>
        </p>
      </form>
    </section>
  )
}

/** Shown in answer to the form and nowhere else. */
export function SecretPage(props: AdminView & { url?: string; secret: string; isRotated?: boolean }) {
  const words = webhookWords(props.viewer.language)
  return (
    <AdminFrame {...props} section="webhooks" title={words.secretTitle}>
      {props.url && (
        <p>
          <bdi dir="ltr">{props.url}</bdi>
        </p>
      )}
      <pre dir="ltr">{props.secret}</pre>
      <p>{words.secretText}</p>
      {props.isRotated && <p>{words.rotatedText}</p>}
      <p class="actions">
        <a class="button" href="/desk/admin/webhooks">
          {words.back}
        </a>
      </p>
    </AdminFrame>
  )
}
