import type { AppError } from '../../../core/error.ts'
import { isLanguageTag } from '../../../core/language.ts'
import { editorWords } from '../../../i18n/desk/editor-words.ts'
import { planWords } from '../../../i18n/desk/plan-words.ts'
import { type DeskLanguage, deskWords } from '../../../i18n/desk/words.ts'
import { words } from '../../../i18n/words.ts'
import { count, say } from '../../ui/say.ts'
import { DeskFrame, type Viewer } from '../frame.tsx'
import type { Cell, OverviewView } from './overview-view.ts'
import { fileAddress, Lines, Refusal } from './refusal.tsx'
import { StageRow, type Standing } from './stages/stage-frame.tsx'

type Props = {
  viewer: Viewer
  view: OverviewView
  standing: Standing
  writes: boolean
  problem: AppError | null
  done: string | null
}

/** A campaign's folder at a glance. */
export function OverviewPage({ viewer, view, standing, writes, problem, done }: Props) {
  const { language } = viewer
  const { overview } = editorWords(language)
  const title = say(language, overview.title, { name: view.name })
  return (
    <DeskFrame viewer={viewer} title={title} here="campaigns" renews={!view.counted}>
      <p class="meta">
        <a href={`/desk/campaigns/${view.slug}`}>{overview.campaign}</a>
      </p>
      <h1>{title}</h1>
      <StageRow {...{ language, standing }} slug={view.slug} here="texts" />
      <p class="lead">{overview.lead}</p>
      {done === 'published' && <p class="notice">{overview.published}</p>}
      {done === 'same' && <p class="notice">{overview.same}</p>}
      {problem && (
        <section aria-label={overview.refused}>
          <p class="notice bad" role="alert">
            {overview.refused}
          </p>
          {problem.key === 'role' && <Refusal language={language} problem={problem} />}
        </section>
      )}
      <CheckList language={language} view={view} />
      <Texts language={language} view={view} />
      {!view.counted && (
        <p class="hint">
          <a href={`/desk/campaigns/${view.slug}/edit?count=1`}>{planWords(language).counting.link}</a>
        </p>
      )}
      <ul class="file-list">
        {['campaign.yaml', ...view.others].map((path) => (
          <li key={path}>
            <a href={fileAddress(view.slug, path)}>
              {path === 'campaign.yaml' ? overview.settings : <bdi>{path}</bdi>}
            </a>
            {path === 'campaign.yaml' && view.settingsChanged && <small> {overview.changed}</small>}
          </li>
        ))}
      </ul>
      <div class="actions">
        <a class="button" href={`/desk/campaigns/${view.slug}/edit/folder.zip`}>
          {overview.export}
        </a>
        {writes ? (
          <form method="post" action={`/desk/campaigns/${view.slug}/edit`}>
            <button class="button main" type="submit">
              {overview.publish}
            </button>
          </form>
        ) : (
          <p>{overview.read}</p>
        )}
      </div>
    </DeskFrame>
  )
}

type Part = { language: DeskLanguage; view: OverviewView }

function CheckList({ language, view }: Part) {
  const { overview } = editorWords(language)
  return (
    <section aria-labelledby="list-title">
      <h2 id="list-title">{overview.list}</h2>
      <ul class="check-list">
        {view.checks.map(({ name, done }) => (
          <li key={name}>
            <span class={`dot ${done ? 'ok' : 'warn'}`}>{done ? overview.done : overview.open}</span>{' '}
            {overview.checks[name]}
          </li>
        ))}
      </ul>
      {view.findings.length > 0 && (
        <>
          <h3>{overview.findings}</h3>
          <Lines language={language} lines={view.findings} slug={view.slug} />
        </>
      )}
    </section>
  )
}

/** By language and step. The numbers of readers of a large audience follow, by the same table once more. */
export function Texts({ language, view }: Part) {
  const { overview } = editorWords(language)
  const { languages } = deskWords(language)
  return (
    <section
      aria-labelledby="texts-title"
      {...(view.counted
        ? {}
        : {
            'hx-get': `/desk/campaigns/${view.slug}/edit?part=texts`,
            'hx-trigger': 'load',
            'hx-swap': 'outerHTML',
          })}
    >
      <h2 id="texts-title">{overview.texts}</h2>
      <section class="scroll" tabindex={0} aria-label={overview.texts}>
        <table class="texts">
          <thead>
            <tr>
              <th scope="col">{overview.language}</th>
              <th scope="col" class="number">
                {overview.readers}
              </th>
              {view.rows.map(({ name }) => (
                <th key={name} scope="col">
                  {name === 'landing' ? (
                    overview.landing
                  ) : name === 'share' ? (
                    overview.share
                  ) : (
                    <bdi>{name}</bdi>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.languages.map(({ tag, status, readers }, at) => (
              <tr key={tag}>
                <th scope="row">
                  <bdi lang={tag}>{isLanguageTag(tag) ? words(tag).name : tag}</bdi>{' '}
                  <span class={`dot ${status}`}>{languages.statuses[status]}</span>
                </th>
                <td class="number">
                  {!view.counted ? '…' : typeof readers === 'number' ? count(language, readers) : '<10'}
                </td>
                {view.rows.map((row) => (
                  <td key={row.name}>
                    <FileLink language={language} slug={view.slug} cell={row.cells[at]!} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function FileLink({ language, slug, cell }: { language: DeskLanguage; slug: string; cell: Cell }) {
  const { overview, copy } = editorWords(language)
  const { path, status, changed } = cell
  const said =
    status === 'missing'
      ? overview.write
      : status === 'unreadable'
        ? copy.problems
        : deskWords(language).languages.statuses[status]
  return (
    <>
      <a
        class={status === 'missing' ? 'quiet' : `dot ${status === 'unreadable' ? 'fail' : status}`}
        href={fileAddress(slug, path)}
      >
        {said}
        <span class="unseen"> {path}</span>
      </a>
      {changed && <small class="changed">{overview.changed}</small>}
    </>
  )
}
