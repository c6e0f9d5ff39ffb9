import type { LaneLine } from '../../../engine/sending-lanes.ts'
import { sendingWords } from '../../../i18n/desk/sending-words.ts'
import { count, say, shortMoment } from '../../ui/say.ts'
import { Head, type SendingProps } from './sending.tsx'

/** How fast each receiving provider is written to. Those that are at their usual pace and were never otherwise are folded away. */
export function Lanes(props: SendingProps) {
  const { viewer, sending } = props
  const words = sendingWords(viewer.language).lanes
  const { lanes } = sending
  const used = lanes?.filter((line) => !line.isFresh) ?? []
  const fresh = lanes?.filter((line) => line.isFresh) ?? []
  return (
    <section id="lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title">{words.title}</h2>
      <p class="hint">{lanes ? words.lead : words.off}</p>
      {lanes && used.every(({ why }) => why === 'calm') && <p>{words.calm}</p>}
      {used.length > 0 && <Table {...props} lines={used} label={words.title} />}
      {fresh.length > 0 && (
        <details>
          <summary>{say(viewer.language, words.fresh, { count: fresh.length })}</summary>
          <Table
            {...props}
            lines={fresh}
            label={say(viewer.language, words.fresh, { count: fresh.length })}
          />
        </details>
      )}
    </section>
  )
}

function Table(props: SendingProps & { lines: readonly LaneLine[]; label: string }) {
  const words = sendingWords(props.viewer.language).lanes
  return (
    <section class="scroll" aria-label={props.label} tabindex={0}>
      <table>
        <Head
          names={[words.provider, words.state, words.rate, words.connections, words.waiting]}
          numbers={3}
        />
        <tbody>
          {props.lines.map((line) => (
            <Line key={line.provider} {...props} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ viewer, timeZone, line }: SendingProps & { line: LaneLine }) {
  const { language } = viewer
  const words = sendingWords(language).lanes
  const { provider, domains, more, why, since, pausedUntil, waiting } = line
  const of = (now: number, usual: number) =>
    say(language, words.of, { now: count(language, now), usual: count(language, usual) })
  const at = (instant: number) => shortMoment(language, instant, timeZone)
  const waits = count(language, waiting.count)
  return (
    <tr>
      <th scope="row">
        <strong>
          <bdi>{provider}</bdi>
        </strong>
        <small class="hint lane-domains">
          <bdi dir="ltr">{domains.join(', ')}</bdi> {more > 0 && say(language, words.more, { count: more })}
        </small>
      </th>
      <td class="lane-state">
        <span class={`dot ${dots[why]}`}>{words.why[why]}</span>
        <small class="hint">
          {since !== null && say(language, words.since, { date: at(since) })}{' '}
          {pausedUntil !== null && say(language, words.until, { date: at(pausedUntil) })}
        </small>
      </td>
      <td class="number">{of(line.rate, line.usual)}</td>
      <td class="number">{of(line.connections, line.mostConnections)}</td>
      <td class="number">{waiting.atLeast ? say(language, words.atLeast, { count: waits }) : waits}</td>
    </tr>
  )
}

const dots: Record<LaneLine['why'], string> = { resting: 'fail', slowed: 'warn', line: 'unknown', calm: 'ok' }
