import { adminWords } from '../../../i18n/desk/admin-words.ts'
import { logActWords } from '../../../i18n/desk/log-act-words.ts'
import type { AuditLine } from '../../../store/audit-pages.ts'
import { count, say, shortMoment } from '../../ui/say.ts'
import { AdminFrame, type AdminView } from './admin-frame.tsx'
import type { Asked } from './audit-pages.tsx'

type Props = AdminView & {
  lines: readonly AuditLine[]
  hasOlder: boolean
  asked: Asked
  below: number | null
  choices: { acts: string[]; people: { id: number; email: string }[] }
  checked: { rows: number; brokenAt: number | null } | undefined
}

export function AuditPage(props: Props) {
  const { viewer, lines, asked, hasOlder, below } = props
  const words = adminWords(viewer.language).audit
  const query = new URLSearchParams(asked)
  const older = new URLSearchParams({ ...asked, below: String(lines.at(-1)?.id ?? 0) })
  return (
    <AdminFrame {...props} section="audit" title={words.title}>
      <p class="lead">{words.lead}</p>
      <Checked {...props} />
      <Filter {...props} />
      {lines.length ? <Lines {...props} /> : <p>{words.none}</p>}
      <p class="actions">
        {below !== null && (
          <a class="button" href={`/desk/admin/audit?${query}`}>
            {words.newest}
          </a>
        )}
        {hasOlder && (
          <a class="button" rel="next" href={`/desk/admin/audit?${older}`}>
            {words.older}
          </a>
        )}
        <a class="button" href={`/desk/admin/audit.csv?${query}`}>
          {words.csv}
        </a>
      </p>
      <form method="post" action="/desk/admin/audit/check">
        <button class="button" type="submit">
          {words.check}
        </button>
      </form>
    </AdminFrame>
  )
}

function Checked({ viewer, checked }: Props) {
  if (!checked) return null
  const words = adminWords(viewer.language).audit
  const { rows, brokenAt } = checked
  if (brokenAt === null)
    return (
      <p class="notice good" role="status">
        {say(viewer.language, words.whole, { count: count(viewer.language, rows) })}
      </p>
    )
  return (
    <p class="notice bad" role="alert">
      {say(viewer.language, words.broken, { id: brokenAt })}
    </p>
  )
}

function Filter({ viewer, asked, choices }: Props) {
  const words = adminWords(viewer.language).audit
  return (
    <form class="panel actions" method="get" action="/desk/admin/audit">
      <p class="field">
        <label for="who">{words.who}</label>
        <select id="who" name="who">
          <option value="">{words.everybody}</option>
          <option value="0" selected={asked.who === '0'}>
            {words.operator}
          </option>
          {choices.people.map(({ id, email }) => (
            <option key={id} value={id} selected={asked.who === String(id)}>
              {email}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="act">{words.act}</label>
        <select id="act" name="act">
          <option value="">{words.allActs}</option>
          {choices.acts.map((act) => (
            <option key={act} value={act} selected={asked.act === act}>
              {logActWords(viewer.language, act)}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="from">{words.from}</label>
        <input id="from" name="from" type="date" value={asked.from} />
      </p>
      <p class="field">
        <label for="to">{words.to}</label>
        <input id="to" name="to" type="date" value={asked.to} />
      </p>
      <button class="button" type="submit">
        {words.filter}
      </button>
    </form>
  )
}

function Lines({ viewer, timeZone, lines }: Props) {
  const words = adminWords(viewer.language).audit
  return (
    <section class="scroll" aria-label={words.title} tabindex={0}>
      <table>
        <thead>
          <tr>
            {[words.when, words.who, words.act, words.subject, words.detail].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, at, email, act, subject, detail }) => (
            <tr key={id}>
              <td class="when">
                <time datetime={new Date(at).toISOString()}>
                  {shortMoment(viewer.language, at, timeZone)}
                </time>
              </td>
              <th scope="row">
                <bdi>{email ?? words.operator}</bdi>
              </th>
              <td>{logActWords(viewer.language, act)}</td>
              <td dir="ltr">{subject}</td>
              <td dir="ltr">{detailText(detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Fingerprints by their beginning; the file has them whole. */
const detailText = (json: string) =>
  Object.entries(JSON.parse(json) as Record<string, string | number>)
    .map(([name, value]) => `${name}: ${String(value).replace(/^([0-9a-f]{12})[0-9a-f]{52}$/, '$1…')}`)
    .join(' · ')
