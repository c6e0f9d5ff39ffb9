import type { AppError } from '../../../core/error.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import { moment, say } from '../../ui/say.ts'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { Difference } from './difference.tsx'
import { fileAddress, Refusal } from './refusal.tsx'

type Version = {
  /** As addresses name it: `v3` or `e12`. */
  source: string
  version: number | null
  hash: string | null
  officer: string
  createdAt: number
}

type Props = {
  viewer: Viewer
  slug: string
  path: string
  versions: readonly Version[]
  now: { body: string; base: string }
  compared: { source: string; body: string } | null
  timeZone: string
  writes: boolean
  problem: AppError | null
}

/** Everything one file has said, the newest first. */
export function HistoryPage(it: Props) {
  const { viewer, slug, path } = it
  const { language } = viewer
  const { history, copy } = editorWords(language)
  const title = say(language, history.title, { file: path })
  return (
    <DeskFrame viewer={viewer} title={title} here="campaigns">
      <p class="meta">
        <a href={`/desk/campaigns/${slug}/edit`}>{copy.back}</a>
        <a href={fileAddress(slug, path)}>
          <bdi>{path}</bdi>
        </a>
      </p>
      <h1>{title}</h1>
      {it.problem && <Refusal language={language} problem={it.problem} />}
      {it.compared && <Compared {...it} compared={it.compared} />}
      <ul class="versions">
        {it.versions.map((one) => (
          <li key={one.source}>
            <a
              href={`${here(slug, path)}&version=${one.source}`}
              {...(one.source === it.compared?.source ? { 'aria-current': 'true' } : {})}
            >
              {nameOf(viewer, one)}
            </a>{' '}
            <small>
              {say(language, history.by, {
                officer: one.officer,
                date: moment(language, one.createdAt, it.timeZone),
              })}
            </small>
          </li>
        ))}
      </ul>
    </DeskFrame>
  )
}

const here = (slug: string, path: string) =>
  `/desk/campaigns/${slug}/edit/history?path=${encodeURIComponent(path)}`

function nameOf({ language }: Viewer, { version, hash }: Version): string {
  const { history } = editorWords(language)
  return hash === null
    ? say(language, history.saved, { version: version ?? 0 })
    : say(language, history.edition, { hash: hash.slice(0, 12) })
}

function Compared(it: Props & { compared: NonNullable<Props['compared']> }) {
  const { history } = editorWords(it.viewer.language)
  const chosen = it.versions.find(({ source }) => source === it.compared.source)
  const same = it.compared.body === it.now.body
  return (
    <section aria-labelledby="difference-title">
      <h2 id="difference-title">
        {chosen ? `${nameOf(it.viewer, chosen)} · ` : ''}
        {history.difference}
      </h2>
      {same ? (
        <p>{history.same}</p>
      ) : (
        <Difference from={it.compared.body} to={it.now.body} label={history.difference} />
      )}
      {!same && it.writes && (
        <form method="post" action={here(it.slug, it.path)}>
          <input type="hidden" name="version" value={it.compared.source} />
          <input type="hidden" name="base" value={it.now.base} />
          <button class="button" type="submit">
            {history.restore}
          </button>
        </form>
      )}
    </section>
  )
}
