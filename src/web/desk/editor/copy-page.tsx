import { useContext } from 'hono/jsx'
import type { AppError } from '../../../core/error.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import { say } from '../../ui/say.ts'
import { StylesContext } from '../../ui/shell.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { CardPane } from './copy-card.tsx'
import { CopyFieldset } from './copy-fields.tsx'
import type { CopyView } from './copy-view.ts'
import { Difference } from './difference.tsx'
import { KeptOffer } from './kept-offer.tsx'
import { PreviewPane, SourcePane, TestPane } from './panes.tsx'
import { fileAddress, Lines, Refusal } from './refusal.tsx'

export type Said = {
  done: string | null
  problem: AppError | null
  /** Somebody else saved first. */
  conflict: { theirs: string; yours: string } | null
}

type Props = {
  viewer: Viewer
  view: CopyView
  said: Said
  writes: boolean
  /** Who can get a test. */
  colleagues: readonly string[]
  /** What stands in the fields around the text. */
  kept: { contact: string; to: string }
}

/** One file of a campaign: the text, beside it the text it is written from, and how its reader will see it. */
export function CopyPage({ viewer, view, said, writes, colleagues, kept }: Props) {
  const { language } = viewer
  const { copy } = editorWords(language)
  const title = say(language, copy.title, { file: view.path })
  const home = `/desk/campaigns/${view.slug}/edit`
  const action = fileAddress(view.slug, view.path)
  return (
    <DeskFrame viewer={viewer} title={title} here="campaigns">
      <p class="meta">
        <a href={home}>{copy.back}</a>
        <a href={`${home}/history?path=${encodeURIComponent(view.path)}`}>{copy.history}</a>
        {view.kind !== 'settings' && view.fields && <a href={`${action}&whole`}>{copy.whole}</a>}
      </p>
      <h1>{title}</h1>
      {said.done === 'saved' && <p class="notice">{copy.saved}</p>}
      {said.done === 'unchanged' && <p class="notice">{copy.unchanged}</p>}
      {said.done === 'tested' && <p class="notice">{editorWords(language).test.sent}</p>}
      {said.problem && <Refusal language={language} problem={said.problem} />}
      {said.conflict && <Conflict viewer={viewer} conflict={said.conflict} />}
      <Findings viewer={viewer} view={view} />
      {!view.exists && <Beginnings viewer={viewer} view={view} />}
      {writes && <KeptOffer language={viewer.language} />}
      <form
        {...(said.done === 'saved' || said.done === 'unchanged' ? { 'data-saved': '' } : {})}
        class={view.kind === 'settings' ? 'copy-form settings' : 'copy-form'}
        method="post"
        action={action}
        enctype="multipart/form-data"
      >
        <CopyFieldset language={language} view={view} writes={writes} />
        {view.kind !== 'settings' && (
          <div class="beside">
            <CardPane language={language} view={view} />
            <SourcePane language={language} view={view} />
            <PreviewPane viewer={viewer} view={view} contact={kept.contact} />
            {writes && view.kind === 'mail' && (
              <TestPane language={language} view={view} colleagues={colleagues} to={kept.to} />
            )}
          </div>
        )}
      </form>
      <script src={useContext(StylesContext).editor} defer />
    </DeskFrame>
  )
}

function Conflict({ viewer, conflict }: { viewer: Viewer; conflict: NonNullable<Said['conflict']> }) {
  const words = editorWords(viewer.language).conflict
  return (
    <section class="notice bad" role="alert">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <details>
        <summary>{words.theirs}</summary>
        <pre dir="auto" tabindex={0}>
          {conflict.theirs}
        </pre>
      </details>
      <h3>{words.difference}</h3>
      <Difference from={conflict.theirs} to={conflict.yours} label={words.difference} />
    </section>
  )
}

function Findings({ viewer: { language }, view }: { viewer: Viewer; view: CopyView }) {
  const { copy } = editorWords(language)
  return (
    <>
      {view.problems.length > 0 && (
        <section class="notice bad" aria-labelledby="problems-title">
          <h2 id="problems-title">{copy.problems}</h2>
          <Lines language={language} lines={view.problems} />
        </section>
      )}
      {view.warnings.length > 0 && (
        <section class="notice" aria-labelledby="warnings-title">
          <h2 id="warnings-title">{copy.warnings}</h2>
          <Lines language={language} lines={view.warnings} />
        </section>
      )}
    </>
  )
}

/** A file that is not there yet may begin with the words of another language; nothing is translated. */
function Beginnings({ viewer: { language }, view }: { viewer: Viewer; view: CopyView }) {
  const { copy } = editorWords(language)
  return (
    <section>
      <p class="hint">{copy.fromHint}</p>
      {view.others.length > 0 && (
        <p class="meta">
          {copy.from}
          {view.others.map((tag) => (
            <a key={tag} href={`${fileAddress(view.slug, view.path)}&from=${tag}`}>
              <bdi>{tag}</bdi>
            </a>
          ))}
        </p>
      )}
    </section>
  )
}
