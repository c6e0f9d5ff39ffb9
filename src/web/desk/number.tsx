import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { count } from '../ui/say.ts'
import type { Shown } from './small-cells.ts'

/** A number in a table or a figure; a hidden one says so in words. */
export function Num({ language, value }: { language: DeskLanguage; value: Shown }) {
  if (value === null) return <span aria-hidden="true">–</span>
  if (value === 'hidden') return <span class="withheld">{deskWords(language).tables.hidden}</span>
  return <>{count(language, value)}</>
}
