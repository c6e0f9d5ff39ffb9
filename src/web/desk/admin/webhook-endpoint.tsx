import type { DeliveryView, EndpointView } from '../../../engine/webhooks.ts'
import { webhookWords } from '../../../i18n/desk/webhook-words.ts'
import { count, moment, say } from '../../ui/say.ts'
import { AdminFrame, type AdminView } from './admin-frame.tsx'
import { listensTo, resultOf, stateOf } from './webhook-list.tsx'

export type EndpointShown = EndpointView & { deliveries: DeliveryView[] }
type Props = AdminView & { endpoint: EndpointShown }

/** One endpoint: its state, what can be done with it, and what was sent to it. */
export function WebhookPage(props: Props) {
  const { endpoint, viewer, timeZone } = props
  const { language } = viewer
  const words = webhookWords(language)
  const until = endpoint.previousUntil
  return (
    <AdminFrame {...props} section="webhooks" title={words.open}>
      <p>
        <bdi dir="ltr">{endpoint.url}</bdi>
      </p>
      <p>{listensTo(words, endpoint.types)}</p>
      <p>
        {words.state} : {stateOf(words, endpoint)}
      </p>
      {until && <p>{say(language, words.until, { when: moment(language, Date.parse(until), timeZone) })}</p>}
      <Acts {...props} />
      <h2>{words.deliveries}</h2>
      {endpoint.deliveries.length ? <Deliveries {...props} /> : <p>{words.noDeliveries}</p>}
      <p class="actions">
        <a class="button" href="/desk/admin/webhooks">
          {words.back}
        </a>
      </p>
    </AdminFrame>
  )
}

function Acts({ endpoint, viewer }: Props) {
  const words = webhookWords(viewer.language)
  const turned = endpoint.state === 'on' ? 'off' : 'on'
  return (
    <form method="post" action={`/desk/admin/webhooks/${endpoint.endpoint}`}>
      <p class="actions">
        {(['test', turned, 'rotate', 'remove'] as const).map((act) => (
          <button
            key={act}
            class={act === 'test' ? 'button main' : 'button quiet'}
            type="submit"
            name="act"
            value={act}
          >
            {words[act]}
          </button>
        ))}
      </p>
      <p class="hint">{words.removeHint}</p>
    </form>
  )
}

function Deliveries({ endpoint, viewer, timeZone }: Props) {
  const { language } = viewer
  const words = webhookWords(language)
  const time = (text: string | null) => (text ? moment(language, Date.parse(text), timeZone) : '')
  return (
    <section class="scroll" aria-label={words.deliveries} tabindex={0}>
      <table>
        <thead>
          <tr>
            {[words.event, words.when, words.result, words.attempts, words.next].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {endpoint.deliveries.map((one) => (
            <tr key={one.event}>
              <th scope="row">{words.types[one.type] ?? one.type}</th>
              <td>{time(one.created)}</td>
              <td>{resultOf(language, one)}</td>
              <td>{count(language, one.attempts)}</td>
              <td>{time(one.due)}</td>
              <td>
                {one.due === null && endpoint.state === 'on' && (
                  <Again endpoint={endpoint} one={one} label={words.again} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Again({ endpoint, one, label }: { endpoint: EndpointShown; one: DeliveryView; label: string }) {
  return (
    <form method="post" action={`/desk/admin/webhooks/${endpoint.endpoint}`}>
      <input type="hidden" name="event" value={one.event} />
      <button class="button quiet" type="submit" name="act" value="again">
        {label}
      </button>
    </form>
  )
}
