import { returnWords } from '../../i18n/desk/return-words.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { plural } from '../../i18n/words.ts'
import type { Reply } from '../../store/replies.ts'
import { count, moment, say } from '../ui/say.ts'
import { WaveLine } from '../ui/wave.tsx'
import { DeskFrame, type Viewer } from './frame.tsx'

type Props = {
  viewer: Viewer
  slug: string
  name: string
  timeZone: string
  replies: readonly Reply[]
  /** More than are shown. */
  more: boolean
  said: boolean
}

/** What people wrote back to a campaign. What they wrote is text and nothing else: no link in it leads anywhere. */
export function RepliesPage({ viewer, slug, name, timeZone, replies, more, said }: Props) {
  const { language } = viewer
  const { replies: words } = returnWords(language)
  const title = say(language, words.title, { name })
  const waiting = replies.filter(({ doneAt }) => doneAt === null).length
  return (
    <DeskFrame viewer={viewer} title={title} here="campaigns">
      <p class="meta">
        <a href={`/desk/campaigns/${slug}`}>{words.back}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">{words.lead}</p>
      {said && (
        <p class="notice good" role="status">
          {words.said}
        </p>
      )}
      {replies.length === 0 ? (
        <div class="panel empty">
          <WaveLine />
          <h2>{words.empty}</h2>
          <p>{words.emptyText}</p>
        </div>
      ) : (
        <>
          <p class="meta">{waiting ? plural(language, words.link, waiting) : words.noneWaiting}</p>
          <ul class="replies">
            {replies.map((reply) => (
              <ReplyItem key={reply.id} {...{ language, slug, timeZone, reply }} />
            ))}
          </ul>
          {more && (
            <p class="hint">{say(language, words.first, { count: count(language, replies.length) })}</p>
          )}
        </>
      )}
    </DeskFrame>
  )
}

type Item = { language: DeskLanguage; slug: string; timeZone: string; reply: Reply }

function ReplyItem({ language, slug, timeZone, reply }: Item) {
  const { replies: words } = returnWords(language)
  const { id, sender, subject, body, at, doneAt } = reply
  return (
    <li class={doneAt === null ? 'reply' : 'reply done'}>
      <h2>
        <bdi>{subject || words.noSubject}</bdi>
      </h2>
      <p class="meta">
        <span dir="ltr">{sender || words.noSender}</span>
        <time datetime={new Date(at).toISOString()}>{moment(language, at, timeZone)}</time>
        {doneAt !== null && (
          <span>{say(language, words.isDone, { date: moment(language, doneAt, timeZone) })}</span>
        )}
      </p>
      <blockquote class="post" dir="auto">
        {body}
      </blockquote>
      <form method="post" action={`/desk/campaigns/${slug}/replies`}>
        <input type="hidden" name="reply" value={String(id)} />
        <button class="button" type="submit" name="done" value={doneAt === null ? 'yes' : 'no'}>
          {doneAt === null ? words.done : words.again}
        </button>
      </form>
    </li>
  )
}
