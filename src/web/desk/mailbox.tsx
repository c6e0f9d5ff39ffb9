import { deskWords } from '../../i18n/desk/words.ts'
import { plural } from '../../i18n/words.ts'
import { count, moment, say, shortMoment } from '../ui/say.ts'
import { WaveLine } from '../ui/wave.tsx'
import { DeskFrame, type Viewer } from './frame.tsx'
import type { Letter } from './letter.ts'

export type MailboxLine = {
  id: number
  kind: 'mail' | 'post'
  recipient: string
  createdAt: number
  subject: string
}

type ListProps = {
  viewer: Viewer
  timeZone: string
  lines: readonly MailboxLine[]
  total: number
  pages: number
  current: number
}

export function MailboxPage({ viewer, timeZone, lines, total, pages, current }: ListProps) {
  const { language } = viewer
  const { mailbox } = deskWords(language)
  return (
    <DeskFrame viewer={viewer} title={mailbox.title} here="mailbox">
      <h1>{mailbox.title}</h1>
      <p class="lead">{mailbox.lead}</p>
      {total === 0 ? (
        <div class="panel empty">
          <WaveLine />
          <h2>{mailbox.empty}</h2>
          <p>{mailbox.emptyText}</p>
        </div>
      ) : (
        <>
          <p class="meta">{plural(language, mailbox.count, total)}</p>
          <ul class="letters">
            {lines.map((line) => (
              <li key={line.id}>
                <a href={`/desk/mailbox/${line.id}`}>
                  <bdi>{line.subject || mailbox.noSubject}</bdi>
                </a>
                {line.kind === 'post' ? (
                  <span class="state">{mailbox.post}</span>
                ) : (
                  <span class="to" dir="ltr">
                    {line.recipient}
                  </span>
                )}
                <time datetime={new Date(line.createdAt).toISOString()}>
                  {shortMoment(language, line.createdAt, timeZone)}
                </time>
              </li>
            ))}
          </ul>
          {pages > 1 && <Paging {...{ viewer, pages, current }} />}
        </>
      )}
    </DeskFrame>
  )
}

function Paging({ viewer, pages, current }: { viewer: Viewer; pages: number; current: number }) {
  const { language } = viewer
  const { mailbox } = deskWords(language)
  return (
    <nav class="paging" aria-label={mailbox.pages}>
      {current > 1 && (
        <a class="button" rel="prev" href={`/desk/mailbox?page=${current - 1}`}>
          {mailbox.newer}
        </a>
      )}
      <span>
        {say(language, mailbox.page, { page: count(language, current), pages: count(language, pages) })}
      </span>
      {current < pages && (
        <a class="button" rel="next" href={`/desk/mailbox?page=${current + 1}`}>
          {mailbox.older}
        </a>
      )}
    </nav>
  )
}

type LetterProps = {
  viewer: Viewer
  timeZone: string
  id: number
  recipient: string
  createdAt: number
  letter: Letter | null
  /** The text of a post, which is no letter. */
  post: string | null
}

export function LetterPage({ viewer, timeZone, id, recipient, createdAt, letter, post }: LetterProps) {
  const { mailbox } = deskWords(viewer.language)
  const title = letter ? letter.subject || mailbox.noSubject : mailbox.post
  return (
    <DeskFrame viewer={viewer} title={title} here="mailbox">
      <p class="meta">
        <a href="/desk/mailbox">{mailbox.back}</a>
      </p>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      <dl class="envelope">
        {letter && <Line name={mailbox.from} value={letter.from} />}
        <Line name={mailbox.to} value={letter?.to || recipient} />
        <Line name={mailbox.date} value={moment(viewer.language, createdAt, timeZone)} />
      </dl>
      {post !== null && (
        <blockquote class="post" dir="auto">
          {post}
        </blockquote>
      )}
      {letter && <LetterBody viewer={viewer} id={id} letter={letter} />}
      <p class="actions">
        <a class="button" href={`/desk/mailbox/${id}/raw`}>
          {mailbox.raw}
        </a>
      </p>
    </DeskFrame>
  )
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  )
}

/** As it appears, in a frame that runs nothing; its plain text and every header folded away below. */
function LetterBody({ viewer, id, letter }: { viewer: Viewer; id: number; letter: Letter }) {
  const { mailbox } = deskWords(viewer.language)
  return (
    <>
      {letter.html !== null && (
        <iframe
          class="letter"
          title={mailbox.preview}
          src={`/desk/mailbox/${id}/html`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerpolicy="no-referrer"
        />
      )}
      <details>
        <summary>{mailbox.text}</summary>
        <pre dir="auto" tabindex={0}>
          {letter.text}
        </pre>
      </details>
      <details>
        <summary>{mailbox.headers}</summary>
        <dl class="all-headers" dir="ltr">
          {letter.headers.map(({ name, value }) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}
