import type { PropsWithChildren } from 'hono/jsx'
import { audiencePageWords } from '../../../i18n/desk/audience-page-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { say } from '../../ui/say.ts'
import { DeskFrame, type Viewer } from '../frame.tsx'
import type { Choices, Counted, Use } from './audience-view.ts'
import { Count } from './count.tsx'
import { Lines, Source } from './lines.tsx'
import type { Draft } from './posted.ts'

export type Problem = { key: string; line: string }

type Props = {
  viewer: Viewer
  draft: Draft
  choices: Choices
  /** Null for a new one. */
  saved: { slug: string; name: string; uses: Use[] } | null
  /** Whoever may not write reads what it says and counts it. */
  writes: boolean
  /** Null where nobody has asked for a count: then the script does, once the page is there. */
  counted: Counted | null
  problem: Problem | null
  done: boolean
}

export const addressOf = (saved: { slug: string } | null) => `/desk/audiences/${saved?.slug ?? 'new'}`

/** One audience: its conditions, how many people they match, where it is used. */
export function AudiencePage({ viewer, draft, choices, saved, writes, counted, problem, done }: Props) {
  const { language } = viewer
  const words = audiencePageWords(language)
  const title = saved ? say(language, words.titleOf, { name: saved.name }) : words.title
  return (
    <DeskFrame viewer={viewer} title={title} here="audiences" renews>
      <p class="meta">
        <a href="/desk/audiences">{words.back}</a>
      </p>
      <h1>{title}</h1>
      {done && (
        <p class="notice good" role="status">
          {words.saved}
        </p>
      )}
      {problem && <Refused language={language} problem={problem} />}
      <div class="audience">
        {writes && <Form {...{ language, draft, choices, saved }} />}
        <section class="panel" aria-labelledby="count-title">
          <h2 id="count-title">{words.count.title}</h2>
          <Asking {...{ language, writes, saved }}>
            {counted && <Count language={language} counted={counted} />}
          </Asking>
        </section>
      </div>
      {saved && <Uses language={language} uses={saved.uses} />}
    </DeskFrame>
  )
}

export function Refused({ language, problem }: { language: DeskLanguage; problem: Problem }) {
  const { problem: title, problems } = audiencePageWords(language)
  const text = (problems as Record<string, string>)[problem.key] ?? problems.other
  return (
    <div class="notice bad" role="alert">
      <strong>{title}</strong>
      <p>{say(language, text, { line: problem.line })}</p>
    </div>
  )
}

type Asks = PropsWithChildren<{ language: DeskLanguage; writes: boolean; saved: Props['saved'] }>

/** The part that the script asks for, at once and while somebody types; without script a button or a link does. */
function Asking({ language, writes, saved, children }: Asks) {
  const { button } = audiencePageWords(language).count
  const address = addressOf(saved)
  if (!writes) {
    return (
      <>
        <p>
          <a href={`${address}?count=yes`}>{button}</a>
        </p>
        <div hx-get={`${address}?part=count`} hx-trigger="load">
          {children}
        </div>
      </>
    )
  }
  return (
    <>
      <button class="button" type="submit" form="audience" name="act" value="count">
        {button}
      </button>
      <div
        aria-live="polite"
        hx-post="/desk/audiences/new/count"
        hx-include="#audience"
        hx-trigger="load, input from:#audience delay:700ms"
        hx-sync="this:replace"
      >
        {children}
      </div>
    </>
  )
}

type Inner = Pick<Props, 'draft' | 'choices' | 'saved'> & { language: DeskLanguage }

function Form({ language, draft, choices, saved }: Inner) {
  const words = audiencePageWords(language)
  return (
    <form id="audience" method="post" action={addressOf(saved)}>
      {/* The Enter key presses the first button there is: it should do no harm. */}
      <button class="first-button" type="submit" name="act" value="count" tabindex={-1}>
        {words.count.button}
      </button>
      {draft.form ? (
        <Lines {...{ language, choices }} form={draft.form} />
      ) : (
        <Source language={language} source={draft.source} />
      )}
      <section class="panel">
        <h2>{words.save.title}</h2>
        <label>
          {words.save.name}
          <input type="text" name="name" value={draft.name} maxlength={200} autocomplete="off" />
        </label>
        {!saved && (
          <>
            <label>
              {words.save.slug}
              <input
                type="text"
                name="slug"
                value={draft.slug}
                maxlength={60}
                dir="ltr"
                autocomplete="off"
                aria-describedby="slug-hint"
              />
            </label>
            <small id="slug-hint" class="hint">
              {words.save.slugHint}
            </small>
          </>
        )}
        <p class="actions">
          <button class="button main" type="submit" name="act" value="save">
            {words.save.button}
          </button>
        </p>
      </section>
    </form>
  )
}

function Uses({ language, uses }: { language: DeskLanguage; uses: Use[] }) {
  const { uses: words } = audiencePageWords(language)
  return (
    <section>
      <h2>{words.title}</h2>
      {uses.length === 0 ? <p>{words.none}</p> : <p>{words.kept}</p>}
      <ul>
        {uses.map(({ kind, name }) => (
          <li key={`${kind} ${name}`}>
            <a href={kind === 'campaign' ? `/desk/campaigns/${name}` : `/desk/audiences/${name}`}>
              {say(language, words[kind], { name })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
