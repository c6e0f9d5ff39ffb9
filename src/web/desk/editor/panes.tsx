import { isLanguageTag } from '../../../core/language.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { directionOf, words } from '../../../i18n/words.ts'
import { seesMailbox, type Viewer } from '../frame.tsx'
import type { CopyView } from './copy-view.ts'
import { PreviewFrame } from './preview-frame.tsx'

const nameOf = (tag: string) => (isLanguageTag(tag) ? words(tag).name : tag)

/** The text it is written from, to read only. Another one is shown without losing what was typed. */
export function SourcePane({ language, view }: { language: DeskLanguage; view: CopyView }) {
  const { copy } = editorWords(language)
  const { source } = view
  if (!source) return null
  const { subject, preheader, body } = source.fields
  return (
    <section aria-labelledby="source-title">
      <h2 id="source-title">{copy.source}</h2>
      <div class="chosen">
        <select name="source" aria-label={copy.source}>
          {view.others.map((tag) => (
            <option key={tag} value={tag} selected={tag === source.language}>
              {nameOf(tag)}
            </option>
          ))}
        </select>
        <button class="button" type="submit" name="act" value="show">
          {copy.show}
        </button>
      </div>
      <pre class="source-text" lang={source.language} dir={directionOf(source.language)} tabindex={0}>
        {[subject, preheader, body].filter(Boolean).join('\n\n')}
      </pre>
    </section>
  )
}

const views = ['phone', 'desktop', 'dark', 'text'] as const

type Preview = { viewer: Viewer; view: CopyView; contact: string }

/** The frame runs nothing; its width is that of the chosen view. */
export function PreviewPane({ viewer, view, contact }: Preview) {
  const { preview } = editorWords(viewer.language)
  return (
    <section class="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{preview.title}</h2>
      <fieldset class="views">
        <legend>{preview.view}</legend>
        {views.map((name) => (
          <label key={name} class="tick">
            <input type="radio" name="view" value={name} checked={name === 'phone'} />
            {preview.views[name]}
          </label>
        ))}
      </fieldset>
      {view.others.length > 0 && (
        <div class="field">
          <label for="shown">{preview.language}</label>
          <select id="shown" name="shown">
            {[view.language!, ...view.others].map((tag) => (
              <option key={tag} value={tag}>
                {nameOf(tag)}
              </option>
            ))}
          </select>
        </div>
      )}
      {seesMailbox(viewer.role) && view.kind === 'mail' && (
        <div class="field">
          <label for="contact">{preview.contact}</label>
          <input id="contact" name="contact" type="text" autocomplete="off" dir="auto" value={contact} />
        </div>
      )}
      <p class="actions">
        <button
          class="button"
          type="submit"
          data-preview
          formaction={`/desk/campaigns/${view.slug}/edit/preview?path=${encodeURIComponent(view.path)}`}
          formtarget="preview"
        >
          {preview.refresh}
        </button>
      </p>
      <p class="hint">{preview.empty}</p>
      <PreviewFrame title={preview.title} />
    </section>
  )
}

type Test = { language: DeskLanguage; view: CopyView; colleagues: readonly string[]; to: string }

/** A real mail to a colleague, with what the form holds. */
export function TestPane({ language, view, colleagues, to }: Test) {
  const { test } = editorWords(language)
  return (
    <section aria-labelledby="test-title">
      <h2 id="test-title">{test.title}</h2>
      <p class="hint">{test.hint}</p>
      <div class="field">
        <label for="to">{test.to}</label>
        <select id="to" name="to">
          {colleagues.map((address) => (
            <option key={address} value={address} selected={address === to}>
              {address}
            </option>
          ))}
        </select>
      </div>
      <p class="actions">
        <button
          class="button"
          type="submit"
          formaction={`/desk/campaigns/${view.slug}/edit/test?path=${encodeURIComponent(view.path)}`}
        >
          {test.send}
        </button>
      </p>
    </section>
  )
}
