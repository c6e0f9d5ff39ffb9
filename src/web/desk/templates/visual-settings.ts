import { valuesOf } from '../../../engine/templates-visual.ts'
import { visualWords } from '../../../i18n/desk/visual-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'

/** Values that can be put into a text. */
const offered = ['title', 'heading', 'institution', 'sender', 'contact.firstName', 'contact.lastName'].concat(
  ['contact.country', 'contact.city'],
)

/** What the script of the visual editor is told: words, blocks, and the values of our theme for new elements. */
export function visualSettings(language: DeskLanguage, it: { parts: readonly string[]; publicUrl: string }) {
  const words = visualWords(language)
  const { acts, blocks, groups, sample, elements, properties, sectors, sides, marks, picker, picture } = words
  return {
    language,
    words: {
      ...{ acts, blocks, groups, sample, elements, properties, sectors, sides, marks, picker, picture },
      ...{ empty: words.empty, settings: words.settings, value: words.value },
      ...{ missing: words.missing, failed: words.failed, ready: words.ready },
    },
    parts: it.parts.map((name) => ({ name, label: words.parts[name] ?? name })),
    values: offered.map((name) => ({ name, label: words.values[name] ?? name })),
    theme: valuesOf(language),
    link: it.publicUrl,
  }
}
