import { givenReasons } from '../../../engine/suppression.ts'
import { adminWords } from '../../../i18n/desk/admin-words.ts'
import type { Suppression } from '../../../store/suppressions.ts'
import { count, day, say } from '../../ui/say.ts'
import { AdminFrame, type AdminView } from './admin-frame.tsx'

export type TypedAddress = { email: string; reason: string; because: string; erased: boolean }
export type Looked = Suppression | 'absent'
type Props = AdminView & {
  counts: readonly { reason: string; count: number }[]
  typed: TypedAddress
  looked: Looked | undefined
}

export function SuppressionsPage(props: Props) {
  const { viewer, counts } = props
  const words = adminWords(viewer.language).suppressions
  return (
    <AdminFrame {...props} section="suppressions" title={words.title}>
      <p class="lead">{words.lead}</p>
      <Answer {...props} />
      {counts.length ? <Counts {...props} /> : <p>{words.none}</p>}
      <p class="actions">
        <a class="button" href="/desk/admin/suppressions.csv">
          {words.csv}
        </a>
      </p>
      <div class="pair">
        <Look {...props} />
        <Add {...props} />
        <Lift {...props} />
      </div>
    </AdminFrame>
  )
}

function Answer({ viewer, looked, timeZone }: Props) {
  if (!looked) return null
  const words = adminWords(viewer.language).suppressions
  const text =
    looked === 'absent'
      ? words.absent
      : say(viewer.language, words.present, {
          date: day(viewer.language, looked.createdAt, timeZone),
          reason: words.reasons[looked.reason] ?? looked.reason,
        })
  return (
    <p class="notice" role="status">
      {text}
    </p>
  )
}

function Counts({ viewer, counts }: Props) {
  const words = adminWords(viewer.language).suppressions
  return (
    <table class="short">
      <thead>
        <tr>
          <th scope="col">{words.reason}</th>
          <th scope="col" class="number">
            {words.count}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map((row) => (
          <tr key={row.reason}>
            <th scope="row">{words.reasons[row.reason] ?? row.reason}</th>
            <td class="number">{count(viewer.language, row.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Address({ id, label, value }: { id: string; label: string; value: string }) {
  return (
    <p class="field">
      <label for={`email-${id}`}>{label}</label>
      <input
        id={`email-${id}`}
        name="email"
        type="email"
        required
        autocomplete="off"
        dir="ltr"
        value={value}
      />
    </p>
  )
}

function Look({ viewer, typed }: Props) {
  const words = adminWords(viewer.language).suppressions
  return (
    <section class="panel">
      <h2>{words.lookTitle}</h2>
      <form method="post" action="/desk/admin/suppressions/look">
        <Address id="look" label={words.email} value={typed.email} />
        <p class="actions">
          <button class="button main" type="submit">
            {words.look}
          </button>
        </p>
      </form>
    </section>
  )
}

function Add({ viewer, typed }: Props) {
  const words = adminWords(viewer.language).suppressions
  return (
    <section class="panel">
      <h2>{words.addTitle}</h2>
      <form method="post" action="/desk/admin/suppressions">
        <Address id="add" label={words.email} value={typed.email} />
        <p class="field">
          <label for="reason">{words.reason}</label>
          <select id="reason" name="reason">
            {givenReasons.map((reason) => (
              <option key={reason} value={reason} selected={reason === typed.reason}>
                {words.reasons[reason]}
              </option>
            ))}
          </select>
        </p>
        <p class="actions">
          <button class="button" type="submit">
            {words.add}
          </button>
        </p>
      </form>
    </section>
  )
}

function Lift({ viewer, typed }: Props) {
  const words = adminWords(viewer.language).suppressions
  return (
    <section class="panel">
      <h2>{words.liftTitle}</h2>
      <form method="post" action="/desk/admin/suppressions/lift">
        <Address id="lift" label={words.email} value={typed.email} />
        <p class="field">
          <label for="because">{words.because}</label>
          <input
            id="because"
            name="because"
            type="text"
            required
            dir="auto"
            autocomplete="off"
            value={typed.because}
          />
        </p>
        <p>
          <label class="tick">
            <input type="checkbox" name="erased" value="yes" checked={typed.erased} /> {words.erased}
          </label>
        </p>
        <p class="actions">
          <button class="button" type="submit">
            {words.lift}
          </button>
        </p>
      </form>
    </section>
  )
}
