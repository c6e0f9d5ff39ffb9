import { moveWords } from '../../../i18n/desk/move-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { say, zoneName } from '../../ui/say.ts'
import type { MoveView } from './move-view.ts'
import type { Period } from './period.ts'

type Props = { language: DeskLanguage; period: Period; move: MoveView }

/** The way without a mouse: a day and an hour. Dragging fills in and sends this same form (calendar-script). */
export function Mover({ name, ...it }: Props & { name: string }) {
  const words = moveWords(it.language)
  return (
    <details class="move">
      <summary aria-label={say(it.language, words.moveThis, { step: it.move.step, name })}>
        {words.move}
      </summary>
      <MoveForm {...it} button={words.save} />
    </details>
  )
}

export function MoveForm({ language, period, move, button }: Props & { button: string }) {
  const words = moveWords(language)
  return (
    <form method="post" action="/desk/calendar/move" data-move>
      <Known {...{ period, move }} />
      <label>
        {words.date}
        <input type="date" name="date" value={move.date} required />
      </label>
      <label>
        {words.time}
        <input type="time" name="time" value={move.time} required />
      </label>
      <p class="hint">
        {move.clock === 'recipient'
          ? words.readersClock
          : say(language, words.clock, { zone: zoneName(language, move.clock) })}
      </p>
      {move.start && <p class="hint">{words.waves}</p>}
      <button class="button" type="submit">
        {button}
      </button>
    </form>
  )
}

/** A wave at the distance that it had. */
export function BackToDistance({ language, period, move, after }: Props & { after: string }) {
  return (
    <form method="post" action="/desk/calendar/move">
      <Known {...{ period, move }} />
      <input type="hidden" name="after" value={after} />
      <button class="button" type="submit">
        {moveWords(language).back}
      </button>
    </form>
  )
}

/** Back to where no hour was written. */
export function BackToLaunch({ language, period, move }: Props) {
  return (
    <form method="post" action="/desk/calendar/move">
      <Known {...{ period, move }} />
      <input type="hidden" name="launch" value="yes" />
      <button class="button" type="submit">
        {moveWords(language).backToLaunch}
      </button>
    </form>
  )
}

function Known({ period, move }: Pick<Props, 'period' | 'move'>) {
  const { campaign, step, wave, seen } = move
  const start = move.start ? { start: move.start } : {}
  const fields = { campaign, step, wave: String(wave), seen, ...start, view: period.view, at: period.at }
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
