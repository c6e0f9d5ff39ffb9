import { calendarWords } from '../../../i18n/desk/calendar-words.ts'
import { moveWords } from '../../../i18n/desk/move-words.ts'
import { planWords } from '../../../i18n/desk/plan-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { countryName, localeOf, say, zoneName } from '../../ui/say.ts'
import { WaveLine } from '../../ui/wave.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'
import type { CalendarView } from './calendar-view.ts'
import { Day } from './day.tsx'
import { MoveSaid, type Said } from './move-said.tsx'
import { type Period, views } from './period.ts'

type Props = { viewer: Viewer; view: CalendarView; said?: Said | null }

/** Everything an institution sends, day by day. Days come in the order of reading, so Arabic runs from the right. */
export function CalendarPage({ viewer, view, said }: Props) {
  const { language } = viewer
  const words = calendarWords(language)
  const { period } = view
  const days =
    period.view === 'list'
      ? view.days.filter(
          ({ entries, joint, busy, holidays, ramadan }) =>
            entries.length || joint.length || busy || holidays.length || ramadan,
        )
      : view.days
  const movable = view.days.some(({ entries }) => entries.some(({ move }) => move))
  const countries = view.countries.map((code) => countryName(language, code))
  return (
    <DeskFrame viewer={viewer} title={words.title} here="calendar" renews={!view.counted}>
      <h1>{words.title}</h1>
      {said && <MoveSaid {...{ language, period, said }} />}
      <p class="lead">{words.lead}</p>
      <div id="calendar">
        {movable && <p class="hint drag">{moveWords(language).drag}</p>}
        <Choose language={language} period={period} />
        <h2>{periodName(language, period)}</h2>
        {view.days.every(({ entries, joint }) => entries.length + joint.length === 0) && (
          <div class="panel empty">
            <WaveLine />
            <h3>{words.empty}</h3>
            <p>{words.emptyText}</p>
          </div>
        )}
        {!view.counted && <Missing language={language} period={period} />}
        <ol class={`days ${period.view}`}>
          {days.map((day) => (
            <Day key={day.date} {...{ language, view, day }} />
          ))}
        </ol>
        <p class="hint">
          {say(language, words.zone, { zone: zoneName(language, view.zone) })}{' '}
          {countries.length > 0 &&
            say(language, words.moreCountries, {
              countries: new Intl.ListFormat(localeOf(language)).format(countries),
            })}
        </p>
      </div>
      {(movable || !view.counted) && <script src="/assets/calendar.js" defer />}
    </DeskFrame>
  )
}

/** What has to be counted comes in the place of the whole, a moment later. */
function Missing({ language, period }: { language: DeskLanguage; period: Period }) {
  const words = planWords(language).counting
  const address = `/desk/calendar?${new URLSearchParams({ view: period.view, at: period.at, count: '1' })}`
  return (
    <section
      class="panel"
      hx-get={address}
      hx-trigger="load"
      hx-select="#calendar"
      hx-target="#calendar"
      hx-swap="outerHTML"
      aria-label={words.label}
    >
      <p>{words.text}</p>
      <p>
        <a href={address}>{words.link}</a>
      </p>
    </section>
  )
}

function Choose({ language, period }: { language: DeskLanguage; period: Period }) {
  const words = calendarWords(language)
  const address = (view: string, at: string) => `/desk/calendar?view=${view}${at && `&at=${at}`}`
  return (
    <nav class="choose" aria-label={words.choose}>
      <span>
        <a href={address(period.view, period.earlier)}>{words.earlier}</a>
        <a href={address(period.view, '')}>{words.today}</a>
        <a href={address(period.view, period.later)}>{words.later}</a>
      </span>
      <span>
        {views.map((view) => (
          <a
            key={view}
            href={address(view, period.at)}
            {...(view === period.view ? { 'aria-current': 'page' as const } : {})}
          >
            {words.views[view]}
          </a>
        ))}
      </span>
    </nav>
  )
}

/** `décembre 2026`, or the two ends of a week; with the Islamic months it touches. */
function periodName(language: DeskLanguage, { view, at, days }: Period): string {
  const [first, last] = [days[0]!, days.at(-1)!].map((date) => Date.parse(date))
  const locale = localeOf(language)
  const month = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  const name =
    view === 'week'
      ? new Intl.DateTimeFormat(locale, { ...month, day: 'numeric' }).formatRange(first!, last!)
      : new Intl.DateTimeFormat(locale, month).format(Date.parse(`${at}-01`))
  const inside = days.filter((date) => view === 'week' || date.startsWith(at)).map((date) => Date.parse(date))
  const islamic = new Intl.DateTimeFormat(`${locale}-u-ca-islamic-umalqura`, month)
  const months = [...new Set(inside.map((date) => islamic.format(date)))]
  return `${name} · ${months.join(' – ')}`
}
