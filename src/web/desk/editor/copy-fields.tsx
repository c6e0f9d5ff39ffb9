import { copyStatuses } from '../../../core/campaign.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { directionOf } from '../../../i18n/words.ts'
import { count, say } from '../../ui/say.ts'
import type { CopyView } from './copy-view.ts'

type Props = { language: DeskLanguage; view: CopyView; writes: boolean }

/** The file itself: its parts, or all of it in one field. */
export function CopyFieldset({ language, view, writes }: Props) {
  const { copy, overview } = editorWords(language)
  return (
    <section class="target" aria-labelledby="target-title">
      <h2 id="target-title">{copy.target}</h2>
      <input type="hidden" name="base" value={view.base} />
      {view.fields ? <Parts {...{ language, view, writes }} /> : <Whole {...{ language, view, writes }} />}
      {view.length && (
        <p class="hint">
          {say(language, copy.length, {
            count: count(language, view.length.count),
            limit: count(language, view.length.limit),
          })}
        </p>
      )}
      {writes ? (
        <p class="actions">
          <button class="button main" type="submit" name="act" value="save">
            {copy.save}
          </button>
        </p>
      ) : (
        <p class="hint">{overview.read}</p>
      )}
      {view.variables.length > 0 && (
        <details>
          <summary>{copy.listed}</summary>
          <dl class="variables">
            {view.variables.map((name) => (
              <div key={name}>
                <dt>
                  <code dir="ltr">{`{{${name}}}`}</code>
                </dt>
                <dd>{copy.names[name] ?? name}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  )
}

function Parts({ language, view, writes }: Props) {
  const { copy } = editorWords(language)
  const fields = view.fields!
  const landing = view.kind === 'landing'
  const text = { lang: view.language ?? '', dir: directionOf(view.language ?? language), readonly: !writes }
  return (
    <>
      {view.kind !== 'plain' && (
        <>
          <div class="field">
            <label for="subject">{landing ? copy.page : copy.subject}</label>
            {!landing && (
              <p class="hint" id="subject-hint">
                {copy.subjectHint}
              </p>
            )}
            <input
              id="subject"
              name="subject"
              type="text"
              autocomplete="off"
              {...text}
              {...(landing ? {} : { 'aria-describedby': 'subject-hint' })}
              value={fields.subject}
            />
          </div>
          <div class="field">
            <label for="preheader">{landing ? copy.description : copy.preheader}</label>
            <input
              id="preheader"
              name="preheader"
              type="text"
              autocomplete="off"
              {...text}
              value={fields.preheader}
            />
          </div>
          {landing && (
            <div class="field">
              <label for="headline">{copy.headline}</label>
              <p class="hint" id="headline-hint">
                {copy.headlineHint}
              </p>
              <input
                id="headline"
                name="headline"
                type="text"
                autocomplete="off"
                {...text}
                aria-describedby="headline-hint"
                value={fields.headline ?? ''}
              />
            </div>
          )}
        </>
      )}
      <div class="field">
        <label for="status">{copy.status}</label>
        <select id="status" name="status" disabled={!writes}>
          {copyStatuses.map((status) => (
            <option key={status} value={status} selected={fields.status === status}>
              {copy.statuses[status]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="body">{copy.body}</label>
        {view.kind !== 'plain' && writes && <Toolbar language={language} view={view} />}
        {/* A browser leaves out a line end right behind the tag: this one is for it to leave out. */}
        <textarea id="body" name="body" data-body rows={view.kind === 'plain' ? 8 : 22} {...text}>
          {`\n${fields.body}`}
        </textarea>
      </div>
    </>
  )
}

function Whole({ language, view, writes }: Props) {
  const { copy } = editorWords(language)
  return (
    <div class="field">
      <label for="text">{copy.whole}</label>
      <textarea
        id="text"
        name="text"
        data-body
        class="source"
        rows={26}
        dir="auto"
        spellcheck={false}
        readonly={!writes}
      >
        {`\n${view.text}`}
      </textarea>
    </div>
  )
}

/** Marks and what the script puts around the words that are chosen. */
const tools = [
  ['bold', '**', '**', 'b'],
  ['italic', '*', '*', 'i'],
  ['link', '[', '](https://)', 'k'],
  ['list', '- ', '', ''],
  ['heading', '## ', '', ''],
  ['button', '[', '](https:// "button")', ''],
] as const

/** Hidden until the script is there to answer it: what it does can be typed. */
function Toolbar({ language, view }: { language: DeskLanguage; view: CopyView }) {
  const { copy } = editorWords(language)
  return (
    <div class="toolbar" role="toolbar" aria-label={copy.toolbar} aria-controls="body" hidden>
      {tools.map(([name, before, after, key]) => (
        <button
          key={name}
          class="button"
          type="button"
          data-before={before}
          data-after={after}
          data-key={key}
          {...(key ? { 'aria-keyshortcuts': `Control+${key.toUpperCase()}` } : {})}
        >
          {copy.tools[name]}
        </button>
      ))}
      {view.variables.length > 0 && (
        <select aria-label={copy.variables} data-insert>
          <option value="">{copy.variables}</option>
          {view.variables.map((name) => (
            <option key={name} value={name}>
              {copy.names[name] ?? name}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
