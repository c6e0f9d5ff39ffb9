import type { AppError } from '../../../core/error.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import { say } from '../../ui/say.ts'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { Refusal } from './refusal.tsx'

/** What the form holds: `from` is `empty`, `zip` or `of:SLUG`. */
export type Begun = { slug: string; name: string; from: string }

type Props = {
  viewer: Viewer
  slugs: readonly string[]
  begun: Begun
  writes: boolean
  problem: AppError | null
}

export function BeginPage({ viewer, slugs, begun, writes, problem }: Props) {
  const { language } = viewer
  const { start, overview } = editorWords(language)
  return (
    <DeskFrame viewer={viewer} title={start.title} here="campaigns">
      <h1>{start.title}</h1>
      <p class="lead">{start.lead}</p>
      {problem && <Refusal language={language} problem={problem} />}
      {writes ? (
        <form class="panel begin" method="post" action="/desk/campaigns/new" enctype="multipart/form-data">
          <div class="field">
            <label for="slug">{start.slug}</label>
            <p class="hint" id="slug-hint">
              {start.slugHint}
            </p>
            <input
              id="slug"
              name="slug"
              type="text"
              dir="ltr"
              required
              maxlength={63}
              pattern="[a-z0-9][a-z0-9\-]{0,62}"
              aria-describedby="slug-hint"
              autocomplete="off"
              value={begun.slug}
            />
          </div>
          <div class="field">
            <label for="from">{start.from}</label>
            <select id="from" name="from">
              <option value="empty" selected={begun.from === 'empty'}>
                {start.empty}
              </option>
              {slugs.map((slug) => (
                <option key={slug} value={`of:${slug}`} selected={begun.from === `of:${slug}`}>
                  {say(language, start.campaign, { name: slug })}
                </option>
              ))}
              <option value="zip" selected={begun.from === 'zip'}>
                {start.zip}
              </option>
            </select>
          </div>
          <div class="field">
            <label for="name">{start.name}</label>
            <p class="hint" id="name-hint">
              {start.nameHint}
            </p>
            <input
              id="name"
              name="name"
              type="text"
              dir="auto"
              maxlength={200}
              aria-describedby="name-hint"
              value={begun.name}
            />
          </div>
          <div class="field">
            <label for="archive">{start.file}</label>
            <input id="archive" name="archive" type="file" accept=".zip,application/zip" />
          </div>
          <p class="actions">
            <button class="button main" type="submit">
              {start.begin}
            </button>
          </p>
        </form>
      ) : (
        <p class="notice">{overview.read}</p>
      )}
    </DeskFrame>
  )
}
