import type { Holiday, HolidayOverride } from '../../../core/schedule/holidays.ts'
import { adminWords } from '../../../i18n/desk/admin-words.ts'
import { countryName, day } from '../../ui/say.ts'
import { AdminFrame, type AdminView } from './admin-frame.tsx'
import { Months } from './months.tsx'

export type DaysProps = AdminView & {
  countries: readonly string[]
  country: string
  year: number
  usual: readonly Holiday[]
  entered: readonly HolidayOverride[]
  months: readonly { country: string; year: number; month: number; starts: string }[]
  typed: ReadonlyMap<string, string>
}

export function DaysPage(props: DaysProps) {
  const { viewer, usual, entered } = props
  const words = adminWords(viewer.language).days
  return (
    <AdminFrame {...props} section="days" title={words.title}>
      <p class="lead">{words.lead}</p>
      <Choice {...props} />
      {usual.length + entered.length ? <Days {...props} /> : <p>{words.none}</p>}
      <NewDay {...props} />
      <Months {...props} />
    </AdminFrame>
  )
}

function Choice({ viewer, countries, country, year }: DaysProps) {
  const words = adminWords(viewer.language).days
  return (
    <form class="actions" method="get" action="/desk/admin/days">
      <p class="field">
        <label for="country">{words.country}</label>
        <select id="country" name="country">
          {[...new Set([...countries, country])].map((code) => (
            <option key={code} value={code} selected={code === country}>
              {countryName(viewer.language, code)}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="year">{words.year}</label>
        <input id="year" name="year" type="number" min={1970} max={2100} value={year} dir="ltr" />
      </p>
      <button class="button" type="submit">
        {words.show}
      </button>
    </form>
  )
}

type Line = { date: string; name: string; kind: 'usual' | 'holiday' | 'working'; estimated: boolean }

function Days(props: DaysProps) {
  const { viewer, usual, entered } = props
  const words = adminWords(viewer.language).days
  const lines: Line[] = [
    ...usual.map((one) => ({ ...one, kind: 'usual' as const })),
    ...entered.map((one) => ({ ...one, estimated: false })),
  ].sort((a, b) => a.date.localeCompare(b.date))
  return (
    <section class="scroll" aria-label={words.title} tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.date}</th>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.kind}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={`${line.date} ${line.name}`} {...{ props, line }} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ props, line }: { props: DaysProps; line: Line }) {
  const { viewer, country } = props
  const words = adminWords(viewer.language).days
  const { date, name, kind, estimated } = line
  const when = day(viewer.language, Date.parse(date), 'UTC')
  const text = kind === 'usual' ? words.makeWorking : words.remove
  return (
    <tr>
      <td>
        <time datetime={date}>{when}</time>
      </td>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td>{estimated ? words.estimated : words[kind]}</td>
      <td>
        <form method="post" action={kind === 'usual' ? '/desk/admin/days' : '/desk/admin/days/remove'}>
          <input type="hidden" name="country" value={country} />
          <input type="hidden" name="date" value={date} />
          <input type="hidden" name="name" value={name} />
          <button
            class="button quiet"
            type="submit"
            name="kind"
            value="working"
            aria-label={`${text} ${name} ${when}`}
          >
            {text}
          </button>
        </form>
      </td>
    </tr>
  )
}

function NewDay({ viewer, country, typed }: DaysProps) {
  const words = adminWords(viewer.language).days
  return (
    <section class="panel">
      <h2>
        {words.addTitle} · {countryName(viewer.language, country)}
      </h2>
      <form method="post" action="/desk/admin/days">
        <input type="hidden" name="country" value={country} />
        <p class="field">
          <label for="date">{words.date}</label>
          <input id="date" name="date" type="date" required value={typed.get('date') ?? ''} />
        </p>
        <p class="field">
          <label for="day-name">{words.name}</label>
          <input
            id="day-name"
            name="name"
            type="text"
            required
            autocomplete="off"
            dir="auto"
            value={typed.get('name') ?? ''}
          />
        </p>
        <p class="field">
          <label for="kind">{words.kind}</label>
          <select id="kind" name="kind">
            {(['holiday', 'working'] as const).map((kind) => (
              <option key={kind} value={kind} selected={kind === typed.get('kind')}>
                {words[kind]}
              </option>
            ))}
          </select>
        </p>
        <p class="actions">
          <button class="button main" type="submit">
            {words.add}
          </button>
        </p>
      </form>
    </section>
  )
}
