import { adminWords } from '../../../i18n/desk/admin-words.ts'
import { countryName, day } from '../../ui/say.ts'
import type { DaysProps } from './days.tsx'

/** The months whose beginning somebody has confirmed: they begin when the moon is sighted. */
export function Months(props: DaysProps) {
  const words = adminWords(props.viewer.language).days
  return (
    <section class="panel">
      <h2>{words.monthsTitle}</h2>
      {props.months.length ? <Confirmed {...props} /> : <p>{words.monthsNone}</p>}
      <NewMonth {...props} />
    </section>
  )
}

function Confirmed({ viewer, months }: DaysProps) {
  const { language } = viewer
  const words = adminWords(language).days
  const place = (code: string) => (code === '*' ? words.everywhere : countryName(language, code))
  return (
    <section class="scroll" aria-label={words.monthsTitle} tabindex={0}>
      <table>
        <thead>
          <tr>
            {[words.month, words.country, words.starts].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {months.map(({ country, year, month, starts }) => {
            const name = `${monthName(language, month)} ${year}`
            return (
              <tr key={`${country} ${year} ${month}`}>
                <th scope="row">{name}</th>
                <td>{place(country)}</td>
                <td>{day(language, Date.parse(starts), 'UTC')}</td>
                <td>
                  <form method="post" action="/desk/admin/days/months/remove">
                    <input type="hidden" name="where" value={country} />
                    <input type="hidden" name="islamic-year" value={year} />
                    <button
                      class="button quiet"
                      type="submit"
                      name="month"
                      value={month}
                      aria-label={`${words.remove} ${name} ${place(country)}`}
                    >
                      {words.remove}
                    </button>
                  </form>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function NewMonth({ viewer, countries, typed }: DaysProps) {
  const { language } = viewer
  const words = adminWords(language).days
  return (
    <form method="post" action="/desk/admin/days/months">
      <p class="field">
        <label for="where">{words.country}</label>
        <select id="where" name="where">
          {['*', ...countries].map((code) => (
            <option key={code} value={code} selected={code === typed.get('where')}>
              {code === '*' ? words.everywhere : countryName(language, code)}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="month">{words.month}</label>
        <select id="month" name="month">
          {Array.from({ length: 12 }, (_, at) => at + 1).map((month) => (
            <option key={month} value={month} selected={String(month) === (typed.get('month') ?? '9')}>
              {monthName(language, month)}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="islamic-year">{words.islamicYear}</label>
        <input
          id="islamic-year"
          name="islamic-year"
          type="number"
          min={1440}
          max={1500}
          required
          dir="ltr"
          value={typed.get('islamic-year') ?? ''}
        />
      </p>
      <p class="field">
        <label for="starts">{words.starts}</label>
        <input id="starts" name="starts" type="date" required value={typed.get('starts') ?? ''} />
      </p>
      <p class="actions">
        <button class="button" type="submit">
          {words.confirm}
        </button>
      </p>
    </form>
  )
}

/** Month 1 of the civil Islamic year 1447 began about 26 June 2025; the middle of a month names it in any reckoning. */
function monthName(language: string, month: number): string {
  const middle = Date.UTC(2025, 5, 26) + (month - 0.5) * 29.530_588 * 86_400_000
  const locale = language === 'ar' ? 'ar-MA' : language
  return new Intl.DateTimeFormat(`${locale}-u-ca-islamic-umalqura`, {
    month: 'long',
    timeZone: 'UTC',
  }).format(middle)
}
