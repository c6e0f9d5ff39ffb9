import { calendarWords } from '../../../i18n/desk/calendar-words.ts'
import { liveWords } from '../../../i18n/desk/live-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { plural } from '../../../i18n/words.ts'
import { count, countryName, localeOf, say } from '../../ui/say.ts'
import { Num } from '../number.tsx'
import { shown } from '../small-cells.ts'
import type { CalendarView, DayView, EntryView } from './calendar-view.ts'
import { Mover } from './move-form.tsx'

type Props = { language: DeskLanguage; view: CalendarView; day: DayView }

export function Day({ language, view, day }: Props) {
  const words = calendarWords(language)
  const classes = [
    'day',
    !day.inside && 'outside',
    day.holidays.length > 0 && 'holiday',
    day.entries.length + day.joint.length + day.busy + day.holidays.length === 0 && 'bare',
  ]
  return (
    <li
      class={classes.filter(Boolean).join(' ')}
      data-date={day.date}
      {...(day.today ? { 'aria-current': 'date' as const } : {})}
    >
      <h3>
        <time datetime={day.date}>{gregorian(language, day.date)}</time>{' '}
        <small lang={language}>{islamic(language, day.date)}</small>
      </h3>
      {day.holidays.map(({ name, countries, estimated }) => (
        <p key={name} class="feast">
          <bdi>{name}</bdi> ({countries.map((code) => countryName(language, code)).join(', ')})
          {estimated && ` · ${words.estimated}`}
        </p>
      ))}
      {day.ramadan && <p class="feast">{day.ramadan === 'fasting' ? words.ramadan : words.ramadanUnsure}</p>}
      {day.entries.length > 0 && (
        <ul>
          {day.entries.map((entry) => (
            <Entry
              key={`${entry.campaign}/${entry.step}/${entry.wave}/${entry.kind}`}
              {...{ language, view, entry }}
            />
          ))}
        </ul>
      )}
      <Others {...{ language, view, day }} />
      <Warnings {...{ language, view, day }} />
    </li>
  )
}

function Entry({ language, view, entry }: { language: DeskLanguage; view: CalendarView; entry: EntryView }) {
  const words = calendarWords(language)
  const { channels } = liveWords(language)
  const people = shown(entry.count, view.veil)
  const details = [
    hours(language, entry, view.zone),
    entry.step,
    entry.wave > 0 ? say(language, words.wave, { wave: entry.wave }) : null,
    channels[entry.channel] ?? entry.channel,
    entry.languages.join(', '),
    words.kinds[entry.kind],
  ]
  return (
    <li class={`entry ${entry.kind}`}>
      <a href={`/desk/campaigns/${entry.campaign}`}>
        <bdi>{entry.name}</bdi>
      </a>
      <span>
        {entry.channel !== 'email' ? (
          words.post
        ) : people === 'hidden' ? (
          <Num language={language} value="hidden" />
        ) : (
          plural(language, words.people, entry.count)
        )}
      </span>
      <small>
        {details.filter(Boolean).map((detail, index) => (
          <>
            {index > 0 && ' · '}
            <bdi>{detail}</bdi>
          </>
        ))}
      </small>
      {entry.move && <Mover {...{ language, period: view.period, move: entry.move }} name={entry.name} />}
    </li>
  )
}

/** Other institutions: a campaign led together by its name, all else as a number of campaigns. */
function Others({ language, view, day }: Props) {
  const words = calendarWords(language)
  const { channels } = liveWords(language)
  return (
    <>
      {day.joint.length > 0 && (
        <ul>
          {day.joint.map((entry) => (
            <li class={`entry ${entry.kind} joint`}>
              <bdi>{entry.name}</bdi>
              <span>{say(language, words.joint, { institution: entry.institution })}</span>
              <small>
                {[
                  hours(language, entry, view.zone),
                  entry.step,
                  entry.wave > 0 ? say(language, words.wave, { wave: entry.wave }) : null,
                  channels[entry.channel] ?? entry.channel,
                  words.kinds[entry.kind],
                ]
                  .filter(Boolean)
                  .map((detail, index) => (
                    <>
                      {index > 0 && ' · '}
                      <bdi>{detail}</bdi>
                    </>
                  ))}
              </small>
            </li>
          ))}
        </ul>
      )}
      {day.busy > 0 && <p class="feast">{plural(language, words.busy, day.busy)}</p>}
    </>
  )
}

function Warnings({ language, view, day }: Props) {
  const words = calendarWords(language)
  const { cap, jointCap } = day
  const isMail = ({ channel }: { channel: string }) => channel === 'email'
  const jointClash = day.joint.some(isMail) && day.entries.some(isMail)
  return (
    <>
      {day.clashes.map(({ campaigns: [one, other], people }) => {
        if (shown(people, view.veil) === 'hidden') return null
        const names = { one: view.names[one] ?? one, other: view.names[other] ?? other }
        const text = words.clash[new Intl.PluralRules(language).select(people)] ?? words.clash.other!
        return (
          <p key={`${one}/${other}`} class="clash">
            {say(language, text, { ...names, count: count(language, people) })}
          </p>
        )
      })}
      {cap && (
        <p class="clash">{say(language, words.cap, { mails: cap.mails, days: cap.days, cap: cap.cap })}</p>
      )}
      {jointClash && <p class="clash">{words.jointClash}</p>}
      {jointCap && (
        <p class="clash">
          {say(language, words.jointCap, { mails: jointCap.mails, days: jointCap.days, cap: jointCap.cap })}
        </p>
      )}
    </>
  )
}

const gregorian = (language: string, date: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(date))

/** The Islamic date as Umm al-Qura reckons it, without its year. */
const islamic = (language: string, date: string): string =>
  new Intl.DateTimeFormat(`${localeOf(language)}-u-ca-islamic-umalqura`, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(date))

/** From the first to the last that goes out on the day, by the clock of the house. */
function hours(
  language: string,
  { from, until }: Pick<EntryView, 'from' | 'until'>,
  timeZone: string,
): string {
  const clock = new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  const [first, last] = [clock.format(from), clock.format(until)]
  return first === last ? first : `${first}–${last}`
}
