import { editorWords } from '../../../i18n/desk/editor-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'

/** Shown by the script when this tab holds words that were never saved. */
export function KeptOffer({ language }: { language: DeskLanguage }) {
  const { kept } = editorWords(language)
  return (
    <div class="notice" data-kept hidden>
      <p>{kept.lead}</p>
      <p class="chosen">
        <button class="button" type="button" data-act="take">
          {kept.take}
        </button>
        <button class="button quiet" type="button" data-act="forget">
          {kept.forget}
        </button>
      </p>
    </div>
  )
}
