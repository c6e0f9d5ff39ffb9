import { moveWords } from '../../../i18n/desk/move-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { moment, say } from '../../ui/say.ts'
import { BackToDistance, BackToLaunch, MoveForm } from './move-form.tsx'
import type { MoveView } from './move-view.ts'
import type { Period } from './period.ts'

export type Outcome = 'edition' | 'draft' | 'queue'
export const isOutcome = (text: string | undefined): text is Outcome =>
  text === 'edition' || text === 'draft' || text === 'queue'

/**
 * What became of a move. `back` = where the step is now, with the time before in its fields; null when it cannot go back.
 * `was` = the distance that a wave had.
 */
export type Said =
  | { done: Outcome; from: string; back: MoveView | null; was?: string }
  | { problem: string; now: string | null }

export function MoveSaid({ language, period, said }: { language: DeskLanguage; period: Period; said: Said }) {
  const words = moveWords(language)
  if ('problem' in said) {
    const { other, movedNow } = words.problems
    const text = said.now
      ? say(language, movedNow, { time: wallText(language, said.now) })
      : (words.problems[said.problem] ?? other)
    return (
      <p class="notice bad" role="alert">
        {text}
      </p>
    )
  }
  const { done, from, back, was } = said
  const before = from ? say(language, words.from, { time: wallText(language, from) }) : words.fromLaunch
  return (
    <div class="moved">
      <p class="notice good" role="status">
        {words.done[done]} {before}
      </p>
      {back && was && <BackToDistance {...{ language, period, move: back }} after={was} />}
      {back && from && !was && <MoveForm {...{ language, period, move: back }} button={words.back} />}
      {back && !from && <BackToLaunch {...{ language, period, move: back }} />}
    </div>
  )
}

/** A wall has no zone: it is read as if it were UTC, and shown so. */
const wallText = (language: string, wall: string) =>
  moment(language, Date.parse(`${wall.replace(' ', 'T')}:00Z`), 'UTC')
