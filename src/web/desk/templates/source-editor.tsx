import { sourceWords } from '../../../i18n/desk/template-source-words.ts'
import { visualWords } from '../../../i18n/desk/visual-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { layoutValues, rawValues, sentValues } from '../../../render/layout-values.ts'
import { mjmlTags } from '../../../render/mjml-tags.ts'

/**
 * Where the script puts its editor, over the text area. Nothing of it shows without script, and the text area hides only
 * once the editor stands.
 */
export function SourceEditor(it: { language: DeskLanguage; address: string; name: string }) {
  const { keys } = sourceWords(it.language)
  return (
    <>
      <p class="hint" data-source-words hidden>
        {keys}
      </p>
      <div id="source-editor" dir="ltr" hidden data-settings={JSON.stringify(settings(it))} />
      <section id="source-faults" class="notice" role="status" hidden />
    </>
  )
}

function settings({ language, address, name }: { language: DeskLanguage; address: string; name: string }) {
  const { phrases, ...words } = sourceWords(language)
  const { values, parts } = visualWords(language)
  return {
    check: `${address}/check`,
    part: name.startsWith('partials/'),
    tags: mjmlTags,
    // `[]` stands for each of a list: it is written inside a block, by its last name.
    values: layoutValues.filter((value) => !value.includes('[]')),
    raw: rawValues,
    sent: sentValues,
    parts: Object.keys(parts).filter((part) => `partials/${part}` !== name),
    means: { ...values, ...parts },
    words,
    phrases,
  }
}
