import { layoutFindingWords, readLayoutLine } from '../../../i18n/desk/layout-finding-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { say } from '../../ui/say.ts'

/** What the check of a layout found, in the language of the desk; English where there are no words for it. */
export function saidOfFault(language: DeskLanguage, what: string): string {
  const found = readLayoutLine(what)
  return found ? say(language, layoutFindingWords[found.code][language], found.values) : what
}
