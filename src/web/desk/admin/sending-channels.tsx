import type { Rate } from '../../../engine/sending.ts'
import { type ChannelHealth, recentHours } from '../../../engine/sending-channels.ts'
import { returnWords } from '../../../i18n/desk/return-words.ts'
import { sendingWords } from '../../../i18n/desk/sending-words.ts'
import { count, moment, percent, say } from '../../ui/say.ts'
import { Head, type SendingProps } from './sending.tsx'

/** The ways out and how each of them fares. */
export function Channels(props: SendingProps) {
  const words = sendingWords(props.viewer.language).channels
  return (
    <section id="channels" aria-labelledby="channels-title">
      <h2 id="channels-title">{words.title}</h2>
      <div class="pair">
        {props.sending.channels.map((channel) => (
          <Channel key={channel.name} {...props} channel={channel} />
        ))}
      </div>
    </section>
  )
}

const dots: Record<ChannelHealth['breaker'], string> = { closed: 'ok', 'half-open': 'warn', open: 'fail' }

function Channel({ viewer, timeZone, channel }: SendingProps & { channel: ChannelHealth }) {
  const { language } = viewer
  const words = sendingWords(language).channels
  const { name, host, breaker, failures, restsUntil, lastAccepted, lastRefused, processes } = channel
  const at = (instant: number) => moment(language, instant, timeZone)
  const facts: [string, string][] = [
    [words.accepted, lastAccepted === null ? words.never : at(lastAccepted)],
    [
      words.refused,
      lastRefused
        ? `${at(lastRefused.at)} · ${returnWords(language).reasons[lastRefused.reason] ?? lastRefused.reason}`
        : words.never,
    ],
    [say(language, words.recent, { hours: recentHours }), recentText(language, channel)],
    ...(failures > 0 ? ([[words.failures, count(language, failures)]] as [string, string][]) : []),
    ...(host
      ? ([[words.processes, processes.map((one) => count(language, one)).join(' + ') || words.idle]] as [
          string,
          string,
        ][])
      : []),
  ]
  return (
    <article class="panel">
      <h3>{words.names[name] ?? name}</h3>
      <p>
        <span class={`dot ${dots[breaker]}`}>{words.breakers[breaker]}</span>{' '}
        {restsUntil !== null && say(language, words.rests, { date: at(restsUntil) })}
      </p>
      <p class="hint">{host ? say(language, words.through, { host }) : words.mailbox}</p>
      <dl class="facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}

function recentText(language: SendingProps['viewer']['language'], { recent }: ChannelHealth): string {
  const words = sendingWords(language).channels
  if (recent.outcomes === 0) return words.nothing
  return say(language, recent.capped ? words.recentOfNewest : words.recentOf, {
    refused: count(language, recent.refused),
    outcomes: count(language, recent.outcomes),
    share: percent(language, recent.refused, recent.outcomes),
  })
}

/** What comes back from each campaign under way, beside the limits at which it stops. */
export function Rates({ viewer, sending }: SendingProps) {
  const words = sendingWords(viewer.language).rates
  const { language } = viewer
  return (
    <section id="rates" aria-labelledby="rates-title">
      <h2 id="rates-title">{words.title}</h2>
      <p class="hint">{words.lead}</p>
      {sending.campaigns.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <section class="scroll" aria-label={words.title} tabindex={0}>
          <table>
            <Head
              names={[words.campaign, words.delivered, words.bounces, words.complaints, words.errors]}
              numbers={4}
            />
            <tbody>
              {sending.campaigns.map(({ slug, delivered, bounces, complaints, errors }) => (
                <tr key={slug}>
                  <th scope="row">
                    <a href={`/desk/campaigns/${slug}`}>
                      <bdi>{slug}</bdi>
                    </a>
                  </th>
                  <td class="number">{count(language, delivered)}</td>
                  {[bounces, complaints, errors].map((rate, index) => (
                    <RateCell key={String(index)} language={language} rate={rate} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}

function RateCell({ language, rate }: { language: SendingProps['viewer']['language']; rate: Rate }) {
  const words = sendingWords(language).rates
  const limit = percent(language, rate.limit, 100)
  return (
    <td class="number">
      {rate.of > 0 ? percent(language, rate.count, rate.of) : '–'}
      <small class="hint rate-limit">{say(language, words.limit, { limit })}</small>
    </td>
  )
}

/** The ways by which returns and complaints come in, and when each last said something. */
export function Doors({ viewer, timeZone, sending }: SendingProps) {
  const { language } = viewer
  const words = sendingWords(language).doors
  const { bounceDomain, lastReturn, hooks } = sending.doors
  const at = (instant: number) => moment(language, instant, timeZone)
  return (
    <section id="doors" aria-labelledby="doors-title">
      <h2 id="doors-title">{words.title}</h2>
      <dl class="facts">
        <div>
          <dt>{words.bounce}</dt>
          <dd>
            {bounceDomain ? <bdi dir="ltr">{bounceDomain}</bdi> : words.noBounce}
            {bounceDomain && ' · '}
            {bounceDomain &&
              (lastReturn === null
                ? words.noReturn
                : say(language, words.lastReturn, { date: at(lastReturn) }))}
          </dd>
        </div>
        <div>
          <dt>{words.hooks}</dt>
          <dd>
            {hooks.length === 0 && words.noHooks}
            {hooks.map(({ provider, lastCall }) => (
              <span key={provider} class="hook">
                <bdi>{provider}</bdi>
                {' · '}
                {lastCall === null ? words.noCall : say(language, words.lastCall, { date: at(lastCall) })}
              </span>
            ))}
          </dd>
        </div>
      </dl>
    </section>
  )
}
