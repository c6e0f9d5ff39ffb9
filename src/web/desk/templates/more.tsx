import type { AppError } from '../../../core/error.ts'
import type { LayoutDraft } from '../../../engine/templates-draft.ts'
import { templateWords } from '../../../i18n/desk/template-words.ts'
import type { LayoutHead } from '../../../store/templates.ts'
import { moment, say } from '../../ui/say.ts'
import { Difference } from '../editor/difference.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { addressOf } from './list.tsx'

type New = {
  viewer: Viewer
  names: readonly string[]
  typed: { name: string; from: string }
  problem: AppError | null
}

/** A layout of another name begins as a copy. */
export function NewTemplatePage({ viewer, names, typed, problem }: New) {
  const words = templateWords(viewer.language)
  return (
    <DeskFrame viewer={viewer} title={words.add} here="campaigns">
      <p class="meta">
        <a href="/desk/templates">{words.back}</a>
      </p>
      <h1>{words.add}</h1>
      {problem && (
        <p class="notice bad" role="alert">
          {words.refused[problem.key] ?? problem.message}
        </p>
      )}
      <form class="begin" method="post" action="/desk/templates/new">
        <div class="field">
          <label for="name">{words.name}</label>
          <input
            id="name"
            name="name"
            type="text"
            required
            dir="ltr"
            autocomplete="off"
            value={typed.name}
            aria-describedby="name-hint"
          />
          <p class="hint" id="name-hint">
            {words.nameHint}
          </p>
        </div>
        <div class="field">
          <label for="from">{words.from}</label>
          <select id="from" name="from">
            {names.map((name) => (
              <option key={name} value={name} selected={name === typed.from}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <p class="actions">
          <button class="button" type="submit">
            {words.begin}
          </button>
        </p>
      </form>
    </DeskFrame>
  )
}

type History = {
  viewer: Viewer
  draft: LayoutDraft
  versions: readonly LayoutHead[]
  compared: { source: string; text: string } | null
  timeZone: string
  writes: boolean
}

/** Every text a layout has had, against the newest. */
export function TemplateHistoryPage({ viewer, draft, versions, compared, timeZone, writes }: History) {
  const { language } = viewer
  const words = templateWords(language)
  const address = addressOf(draft.name)
  const same = compared?.text === draft.source
  return (
    <DeskFrame viewer={viewer} title={`${words.history} ${draft.name}`} here="campaigns">
      <p class="meta">
        <a href={address}>
          <bdi>{draft.name}</bdi>
        </a>
      </p>
      <h1>
        {words.history} <bdi>{draft.name}</bdi>
      </h1>
      {compared && (
        <section aria-labelledby="difference-title">
          <h2 id="difference-title">{words.difference}</h2>
          {same ? (
            <p>{words.same}</p>
          ) : (
            <Difference from={compared.text} to={draft.source} label={words.difference} />
          )}
          {!same && writes && (
            <form method="post" action={`${address}/history`}>
              <input type="hidden" name="version" value={compared.source} />
              <input type="hidden" name="base" value={draft.base} />
              <button class="button" type="submit">
                {words.restore}
              </button>
            </form>
          )}
        </section>
      )}
      <ul class="versions">
        {versions.map(({ version, officer, createdAt }) => (
          <li key={version}>
            <a href={`${address}/history?version=${version}`}>
              {say(language, words.saved, { version, officer, date: moment(language, createdAt, timeZone) })}
            </a>
          </li>
        ))}
        {draft.house !== null && (
          <li>
            <a href={`${address}/history?version=house`}>{words.house}</a>
          </li>
        )}
      </ul>
    </DeskFrame>
  )
}
