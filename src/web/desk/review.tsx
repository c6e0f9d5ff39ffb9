import { mostComment } from '../../engine/review-note.ts'
import { reviewWords } from '../../i18n/desk/review-words.ts'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import type { ReviewNote } from '../../store/reviews.ts'
import { count, moment, say } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'

type Props = { language: DeskLanguage; view: CampaignView }

/** Where the reading stands, and what this officer can do about it. Without script; what was refused is typed once more. */
export function ReviewForms({ language, view, typed }: Props & { typed: string }) {
  const words = reviewWords(language)
  const { review, own, offered } = view
  if (!review || review.state === 'approved') return null
  const said = { ...{ language, view, typed } }
  return (
    <>
      <p>{(own ? words.own : words.others)[review.state]}</p>
      {offered.includes('submit') && (
        <ReviewForm
          {...said}
          act="submit"
          label={words.answer}
          button={review.state === 'none' ? words.submit : words.again}
          look={review.state === 'submitted' ? '' : 'main'}
        />
      )}
      {offered.includes('approve') && (
        <ReviewForm
          {...{ ...said, typed: '' }}
          act="approve"
          label={words.remark}
          button={deskWords(language).actions.approve}
          look="main"
        />
      )}
      {offered.includes('return') && (
        <details class="twice" open={typed !== ''}>
          <summary>{words.back}</summary>
          <ReviewForm {...said} act="return" label={words.wanted} button={words.backButton} look="" />
        </details>
      )}
    </>
  )
}

type Form = Props & {
  act: 'submit' | 'return' | 'approve'
  label: string
  button: string
  look: '' | 'main'
  typed: string
}

/** `seen` names what is on this page: an edition that came meanwhile is not what was read. */
function ReviewForm({ language, view, act, label, button, look, typed }: Form) {
  const id = `comment-${act}`
  return (
    <form class="said" method="post" action={`/desk/campaigns/${view.slug}/${act}`}>
      <input type="hidden" name="seen" value={view.review!.seen} />
      <label for={id}>{label}</label>
      <textarea
        id={id}
        name="comment"
        rows={3}
        maxlength={mostComment}
        dir="auto"
        aria-describedby={`${id}-hint`}
        required={act === 'return'}
      >
        {typed}
      </textarea>
      <small id={`${id}-hint`} class="hint">
        {say(language, reviewWords(language).limit, { count: count(language, mostComment) })}
      </small>
      <button class={`button ${look}`.trim()} type="submit">
        {button}
      </button>
    </form>
  )
}

/** What was said about its editions, oldest first. */
export function ReviewTalk({ language, view }: Props) {
  const { review } = view
  if (!review?.thread.length) return null
  return (
    <section class="talk" aria-labelledby="talk-title">
      <h2 id="talk-title">{reviewWords(language).title}</h2>
      <ol>
        {review.thread.map((note) => (
          <Note {...{ language, view, note }} />
        ))}
      </ol>
    </section>
  )
}

function Note({ language, view, note }: Props & { note: ReviewNote }) {
  const words = reviewWords(language)
  const edition = note.edition.slice(0, 12)
  const isOld = edition !== view.edition?.hash
  return (
    <li>
      <p class="meta">
        <strong>
          <bdi>{note.officer}</bdi> {words.acts[note.act]}
        </strong>
        <time datetime={new Date(note.createdAt).toISOString()}>
          {moment(language, note.createdAt, view.timeZone)}
        </time>
        <span>{say(language, isOld ? words.older : words.edition, { edition })}</span>
      </p>
      {note.act === 'approved' && note.invitedBy && (
        <p class="meta">
          <span>
            {words.invitedBy} <bdi>{note.invitedBy}</bdi>
          </span>
        </p>
      )}
      {note.comment && <blockquote dir="auto">{note.comment}</blockquote>}
    </li>
  )
}
