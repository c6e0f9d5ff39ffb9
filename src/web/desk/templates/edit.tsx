import { useContext } from 'hono/jsx'
import { type AppError, Problems } from '../../../core/error.ts'
import { languageTags } from '../../../core/language.ts'
import type { Use } from '../../../engine/templates.ts'
import type { LayoutDraft } from '../../../engine/templates-draft.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import { templateWords } from '../../../i18n/desk/template-words.ts'
import { visualWords } from '../../../i18n/desk/visual-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { words as publicWords } from '../../../i18n/words.ts'
import { say } from '../../ui/say.ts'
import { StylesContext } from '../../ui/shell.tsx'
import { Difference } from '../editor/difference.tsx'
import { KeptOffer } from '../editor/kept-offer.tsx'
import { PreviewFrame } from '../editor/preview-frame.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { saidOfFault } from './fault-words.ts'
import { addressOf, stateOf, Uses } from './list.tsx'
import { SourceEditor } from './source-editor.tsx'

export type Said = {
  done: 'saved' | 'unchanged' | 'published' | null
  problem: AppError | null
  /** What the check found; null = nobody asked. */
  faults: readonly string[] | null
  theirs: string | null
}
type Props = {
  viewer: Viewer
  draft: LayoutDraft
  source: string
  uses: readonly Use[]
  said: Said
  timeZone: string
  writes: boolean
}

/** One layout: its text, what is wrong with it, and a letter in it. The text area is the truth; editors write into it. */
export function TemplatePage(it: Props) {
  const { viewer, draft, said, writes } = it
  const { language } = viewer
  const words = templateWords(language)
  const address = addressOf(draft.name)
  return (
    <DeskFrame viewer={viewer} title={`${words.begun} ${draft.name}`} here="campaigns">
      <p class="meta">
        <a href="/desk/templates">{words.back}</a>
        {draft.own && <a href={`${address}/history`}>{words.history}</a>}
        <a href={`${address}/visual`}>{visualWords(language).link}</a>
      </p>
      <h1>
        {words.begun} <bdi>{draft.name}</bdi>
      </h1>
      <p>{draft.own ? stateOf(language, draft.own, it.timeZone) : words.house}</p>
      <Uses language={language} line={{ uses: it.uses }} />
      <Answer language={language} said={said} yours={it.source} />
      {!writes && <p class="notice">{words.read}</p>}
      <KeptOffer language={language} />
      <form
        {...(said.done ? { 'data-saved': '' } : {})}
        class="copy-form template-form"
        method="post"
        action={address}
        enctype="multipart/form-data"
      >
        <fieldset class="target plain">
          <input type="hidden" name="base" value={draft.base} />
          <label for="source">{words.source}</label>
          <p class="hint" id="source-hint">
            {words.sourceHint}
          </p>
          <textarea
            id="source"
            name="source"
            class="source"
            rows={30}
            dir="ltr"
            spellcheck={false}
            aria-describedby="source-hint"
            data-body
            data-typed
            readonly={!writes}
          >
            {`\n${it.source}`}
          </textarea>
          <SourceEditor language={language} address={address} name={draft.name} />
          <p class="actions">
            {writes && (
              <>
                <button class="button" type="submit" name="act" value="save">
                  {words.save}
                </button>
                <button class="button" type="submit" name="act" value="publish">
                  {words.publish}
                </button>
              </>
            )}
            <button class="button quiet" type="submit" name="act" value="check">
              {words.check}
            </button>
          </p>
        </fieldset>
        <PreviewPane language={language} address={address} />
      </form>
      {writes && draft.own && (
        <form method="post" action={`${address}/remove`}>
          <p class="hint">{words.removeHint}</p>
          <button class="button quiet" type="submit">
            {words.remove}
          </button>
        </form>
      )}
      <script src={useContext(StylesContext).editor} defer />
      <script type="module" src="/assets/template-source.js" />
    </DeskFrame>
  )
}

function Answer({ language, said, yours }: { language: DeskLanguage; said: Said; yours: string }) {
  const words = templateWords(language)
  const lines = said.problem instanceof Problems ? said.problem.lines : said.faults
  return (
    <>
      {said.done && <p class="notice">{words.done[said.done]}</p>}
      {said.theirs !== null && (
        <section class="notice bad" role="alert">
          <p>{words.conflict}</p>
          <Difference from={said.theirs} to={yours} label={words.difference} />
        </section>
      )}
      {said.problem && !(said.problem instanceof Problems) && (
        <p class="notice bad" role="alert">
          {words.refused[said.problem.key] ?? said.problem.message}
        </p>
      )}
      {lines?.length === 0 && <p class="notice">{words.sound}</p>}
      {lines && lines.length > 0 && (
        <section class="notice bad" role="alert" aria-labelledby="faults-title">
          <h2 id="faults-title">{words.faults}</h2>
          <ul class="findings">
            {lines.map((line) => (
              <Fault language={language} line={line} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** `name.mjml:3:5: what`; what has no words here stays English, as at the command line. */
function Fault({ language, line }: { language: DeskLanguage; line: string }) {
  const [, at, what] = /^[\w/.-]+:(\d+):\d+: (.*)$/s.exec(line) ?? []
  const english = what ?? line
  const said = saidOfFault(language, english)
  return (
    <li>
      {at ? say(language, templateWords(language).line, { line: at }) : ''}{' '}
      {said === english && language !== 'en' ? (
        <span lang="en" dir="ltr">
          {english}
        </span>
      ) : (
        said
      )}
    </li>
  )
}

export function PreviewPane({ language, address }: { language: DeskLanguage; address: string }) {
  const words = templateWords(language)
  const { preview } = editorWords(language)
  return (
    <section class="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{preview.title}</h2>
      <fieldset class="views">
        <legend>{preview.view}</legend>
        {(['phone', 'desktop', 'dark'] as const).map((name) => (
          <label key={name} class="tick">
            <input type="radio" name="view" value={name} checked={name === 'phone'} />
            {preview.views[name]}
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="shown">{preview.language}</label>
        <select id="shown" name="shown">
          {languageTags.map((tag) => (
            <option key={tag} value={tag} selected={tag === language}>
              {publicWords(tag).name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="kind">{words.letter}</label>
        <select id="kind" name="kind">
          {Object.entries(words.kinds).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <p class="actions">
        <button
          class="button"
          type="submit"
          data-preview
          formaction={`${address}/preview`}
          formtarget="preview"
        >
          {words.preview}
        </button>
      </p>
      <PreviewFrame title={preview.title} />
    </section>
  )
}
