import type { LayoutDraft } from '../../../engine/templates-draft.ts'
import { templateWords } from '../../../i18n/desk/template-words.ts'
import { type VisualWords, visualWords } from '../../../i18n/desk/visual-words.ts'
import { KeptOffer } from '../editor/kept-offer.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { PreviewPane, type Said } from './edit.tsx'
import { addressOf } from './list.tsx'

type Props = {
  viewer: Viewer
  draft: LayoutDraft
  done: Said['done']
  writes: boolean
  /** For the script, as JSON. */
  settings: object
  editorScript: string
}

/**
 * A layout in the visual editor. It writes into the same text area, which goes to the same address, as the page of the
 * text, so saving, conflicts and versions are those of that page.
 */
export function VisualPage(it: Props) {
  const { viewer, draft, writes } = it
  const words = templateWords(viewer.language)
  const visual = visualWords(viewer.language)
  const address = addressOf(draft.name)
  return (
    <DeskFrame viewer={viewer} title={`${visual.title} ${draft.name}`} here="campaigns">
      <link rel="stylesheet" href="/assets/grapes.css" />
      <p class="meta">
        <a href={address}>{visual.source}</a>
      </p>
      <h1>
        {visual.title} <bdi>{draft.name}</bdi>
      </h1>
      <p>{visual.lead}</p>
      <p>{visual.accessible}</p>
      {it.done && <p class="notice">{words.done[it.done]}</p>}
      {!writes && <p class="notice">{words.read}</p>}
      <KeptOffer language={viewer.language} />
      <p class="notice" id="visual-said" role="status">
        {visual.waiting}
      </p>
      <section
        id="visual"
        class="template-visual"
        hidden
        data-at={`${address}/visual`}
        data-settings={JSON.stringify(it.settings)}
      >
        <Tools words={visual} />
        <Panels words={visual} />
      </section>
      <form
        {...(it.done ? { 'data-saved': '' } : {})}
        class="copy-form visual-form"
        method="post"
        action={address}
        enctype="multipart/form-data"
      >
        <input type="hidden" name="base" value={draft.base} />
        <input type="hidden" name="from" value="visual" />
        {writes && (
          <p class="actions">
            <button class="button" type="submit" name="act" value="save">
              {words.save}
            </button>
            <button class="button" type="submit" name="act" value="publish">
              {words.publish}
            </button>
            <button class="button quiet" type="submit" name="act" value="check">
              {words.check}
            </button>
          </p>
        )}
        <section id="visual-faults" class="notice bad" role="status" hidden>
          <h2>{words.faults}</h2>
          <ul class="findings" lang="en" dir="ltr" />
        </section>
        <details>
          <summary>{visual.asText}</summary>
          <textarea
            id="source"
            name="source"
            class="source"
            rows={20}
            dir="ltr"
            spellcheck={false}
            readonly={!writes}
            aria-label={visual.asText}
            data-body
            data-typed
          >
            {`\n${draft.source}`}
          </textarea>
        </details>
        <PreviewPane language={viewer.language} address={address} />
      </form>
      <script src="/assets/grapes.js" defer />
      <script src="/assets/grapes-mjml.js" defer />
      <script src={it.editorScript} defer />
      <script src="/assets/template-visual.js" defer />
    </DeskFrame>
  )
}

function Tools({ words }: { words: VisualWords }) {
  return (
    <div class="actions" role="toolbar" aria-label={words.toolbar}>
      {Object.entries(words.acts).map(([act, label]) => (
        <button key={act} class="button quiet" type="button" data-do={act}>
          {label}
        </button>
      ))}
    </div>
  )
}

function Panels({ words }: { words: VisualWords }) {
  const { panels } = words
  return (
    <div class="visual-panels">
      <section aria-labelledby="visual-blocks-title">
        <h2 id="visual-blocks-title">{panels.blocks}</h2>
        <p class="hint">{words.blocksHint}</p>
        <div id="visual-blocks" />
      </section>
      <section aria-label={panels.canvas} data-canvas>
        <div id="visual-canvas" dir="ltr" />
      </section>
      <section aria-labelledby="visual-styles-title">
        <h2 id="visual-styles-title">{panels.styles}</h2>
        <div id="visual-styles" />
        <h2>{panels.traits}</h2>
        <div id="visual-traits" />
        <h2>{panels.layers}</h2>
        <div id="visual-layers" />
      </section>
    </div>
  )
}
