import type { Live, LiveStep, LiveWave } from '../../../engine/live.ts'
import { liveWords } from '../../../i18n/desk/live-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { count, say, shortMoment, span } from '../../ui/say.ts'
import { Num } from '../number.tsx'
import { shown } from '../small-cells.ts'
import type { LiveView } from './live-view.ts'

export type LiveProps = { language: DeskLanguage; view: LiveView; live: Live }

/** How fast it goes, and how long it will take. */
export function Pace({ language, view, live }: LiveProps) {
  const { pace: words } = liveWords(language)
  const { pace, waiting } = live
  return (
    <section aria-labelledby="pace-title">
      <h2 id="pace-title">{words.title}</h2>
      <p class="live-rate">
        {pace ? say(language, words.rate, { rate: count(language, Math.round(pace.perMinute)) }) : words.none}
      </p>
      <p>
        {waiting === 0
          ? words.done
          : shown(waiting, view.veil) !== 'hidden' &&
            say(language, words.waiting, { count: count(language, waiting) })}
      </p>
      {live.left && <p>{leftOf(language, live.left)}</p>}
    </section>
  )
}

function leftOf(language: DeskLanguage, { from, until }: NonNullable<Live['left']>): string {
  const { pace } = liveWords(language)
  const [least, most] = [inWords(language, from), inWords(language, until)]
  return say(language, least === most ? pace.leftOne : pace.left, { from: least, until: most })
}

const minuteMs = 60_000

/** In minutes up to two hours, in hours up to two days, then in days: nobody needs a range more exactly. */
function inWords(language: DeskLanguage, ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / minuteMs))
  if (minutes <= 120) return span(language, `${minutes}m`)!
  const hours = Math.ceil(minutes / 60)
  return span(language, hours <= 48 ? `${hours}h` : `${Math.ceil(hours / 24)}d`)!
}

/** Each step, and of mails that go out in waves each wave. */
export function Steps({ language, view, live }: LiveProps) {
  const { steps: words } = liveWords(language)
  if (!live.steps.length) return null
  return (
    <section aria-labelledby="live-steps-title">
      <h2 id="live-steps-title">{words.title}</h2>
      <div class="wide">
        <table class="numbers">
          <thead>
            <tr>
              {[words.step, words.sent, words.waiting, words.refused, words.skipped].map((name) => (
                <th key={name} scope="col" class={name === words.step ? undefined : 'number'}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {live.steps.map((step) => (
              <StepRows key={step.step} {...{ language, view, step }} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function StepRows({ language, view, step }: { language: DeskLanguage; view: LiveView; step: LiveStep }) {
  return (
    <>
      <tr>
        <th scope="row">
          <bdi>{step.step}</bdi>
        </th>
        {[step.sent, step.waiting, step.refused, step.skipped].map((value, index) => (
          <td key={String(index)} class="number">
            <Num language={language} value={shown(value, view.veil)} />
          </td>
        ))}
      </tr>
      {step.waves.map((wave) => (
        <WaveRow key={wave.wave} {...{ language, view, wave }} />
      ))}
    </>
  )
}

function WaveRow({ language, view, wave }: { language: DeskLanguage; view: LiveView; wave: LiveWave }) {
  const { steps: words } = liveWords(language)
  const name = say(language, words.wave, { wave: wave.wave })
  const { size, waiting, startsAt } = wave
  const hidden = view.veil && ((size ?? waiting) < 10 || waiting < 10)
  const progress =
    size !== null && !hidden
      ? say(language, words.of, { done: count(language, size - waiting), size: count(language, size) })
      : null
  return (
    <tr class="live-wave">
      <th scope="row">
        {name}
        {startsAt !== null && startsAt > view.now && (
          <small>{shortMoment(language, startsAt, view.timeZone)}</small>
        )}
      </th>
      <td colspan={4}>
        {size !== null && !hidden && size > 0 && (
          <progress value={String(size - waiting)} max={String(size)} aria-label={name} />
        )}{' '}
        {progress ?? <Num language={language} value={shown(waiting, hidden)} />}
      </td>
    </tr>
  )
}
