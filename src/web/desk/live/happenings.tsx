import { liveWords } from '../../../i18n/desk/live-words.ts'
import { returnWords } from '../../../i18n/desk/return-words.ts'
import { plural } from '../../../i18n/words.ts'
import { mostRetries } from '../../../store/live.ts'
import { count, localeOf, moment, say } from '../../ui/say.ts'
import { Num } from '../number.tsx'
import { shown } from '../small-cells.ts'
import type { LiveProps } from './progress.tsx'

/** Why messages were refused, in plain words. */
export function Errors({ language, view, live }: LiveProps) {
  const { errors } = liveWords(language)
  const { reasons } = returnWords(language)
  return (
    <section>
      <h2>{errors.title}</h2>
      {live.refused.length === 0 ? (
        <p>{errors.none}</p>
      ) : (
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">{errors.reason}</th>
              <th scope="col">{errors.messages}</th>
            </tr>
          </thead>
          <tbody>
            {live.refused.map((one) => (
              <tr key={one.reason}>
                <th scope="row">{reasons[one.reason] ?? reasons.undetermined}</th>
                <td class="number">
                  <Num language={language} value={shown(one.count, view.veil)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

export function Retries({ language, view, live }: LiveProps) {
  const { retries } = liveWords(language)
  const { count: waiting, next } = live.retrying
  const hidden = shown(waiting, view.veil) === 'hidden'
  return (
    <section>
      <h2>{retries.title}</h2>
      {waiting === 0 ? (
        <p>{retries.none}</p>
      ) : (
        <p>
          {hidden ? (
            <Num language={language} value="hidden" />
          ) : waiting < mostRetries ? (
            plural(language, retries.count, waiting)
          ) : (
            say(language, retries.many, { count: count(language, waiting) })
          )}{' '}
          {next !== null && say(language, retries.next, { date: moment(language, next, view.timeZone) })}
        </p>
      )}
    </section>
  )
}

/** Channels and providers that nothing is handed to at this moment. */
export function Resting({ language, view, live }: LiveProps) {
  const { resting, channels } = liveWords(language)
  if (!live.resting.length) return null
  return (
    <section class="notice bad">
      <h2>{resting.title}</h2>
      <ul>
        {live.resting.map(({ channel, provider, until }) => (
          <li key={`${channel}/${provider}`}>
            {provider === ''
              ? say(language, resting.channel, { channel: channels[channel] ?? channel })
              : say(language, resting.provider, { provider })}{' '}
            {until !== null &&
              until > view.now &&
              say(language, resting.until, { date: moment(language, until, view.timeZone) })}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Stop rules whose figures come near their limit. */
export function Warnings({ language, view, live }: LiveProps) {
  const { warnings } = liveWords(language)
  if (!live.warnings.length) return null
  const share = new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 2 })
  return (
    <section class="notice">
      <h2>{warnings.title}</h2>
      {live.warnings.map((one) => (
        <p key={one.rule}>
          {warnings.rules[one.rule]}{' '}
          {!view.veil &&
            say(language, warnings.figures, {
              count: count(language, one.count),
              of: count(language, one.of),
              figure: share.format(one.figure / 100),
              limit: share.format(one.limit / 100),
            })}
        </p>
      ))}
    </section>
  )
}

/** The newest words of people, for those who may read them. */
export function Replies({ language, view }: LiveProps) {
  const { replies: words } = liveWords(language)
  const { replies: own } = returnWords(language)
  if (!view.replies) return null
  const address = `/desk/campaigns/${view.slug}/replies`
  return (
    <section>
      <h2>{words.title}</h2>
      {view.replies.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <ul class="live-replies">
            {view.replies.map(({ id, subject, at }) => (
              <li key={id}>
                <bdi>{subject || own.noSubject}</bdi>{' '}
                <time class="hint" datetime={new Date(at).toISOString()}>
                  {moment(language, at, view.timeZone)}
                </time>
              </li>
            ))}
          </ul>
          <p>
            <a href={address}>{words.all}</a>
          </p>
        </>
      )}
    </section>
  )
}
