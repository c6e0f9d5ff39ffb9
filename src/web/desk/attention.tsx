import type { Child } from 'hono/jsx'
import { type DeskLanguage, deskWords } from '../../i18n/desk/words.ts'
import { directionOf, plural } from '../../i18n/words.ts'
import { moment, say } from '../ui/say.ts'
import type { CampaignView, UnknownPost } from './campaign-view.ts'
import { ActButton } from './controls.tsx'
import { ReviewForms } from './review.tsx'
import { StoppedItem } from './stopped.tsx'

type Props = { language: DeskLanguage; view: CampaignView }
/** `typed`: a comment that was refused. */
type Typed = Props & { typed: string }

/** What a person must decide before anything else goes on. */
export function Attention({ language, view, typed }: Typed) {
  const items = [
    <StoppedItem language={language} view={view} />,
    ...view.unknowns.map((post) => <UnknownItem language={language} view={view} post={post} />),
    <UncoveredItem language={language} view={view} />,
    <GoAheadItem language={language} view={view} typed={typed} />,
  ]
  if (!view.stopped && !view.unknowns.length && !uncovered(view) && !waitsForYes(view)) return null
  const { attention } = deskWords(language)
  return (
    <section class="attention" aria-labelledby="attention-title">
      <h2 id="attention-title">{attention.title}</h2>
      {items}
    </section>
  )
}

const uncovered = (view: CampaignView) => view.funnel?.excluded.noLanguage ?? 0
const waitsForYes = (view: CampaignView) => view.edition !== null && view.state === 'draft'

function Item({ title, children }: { title: string; children?: Child }) {
  return (
    <article class="task">
      <h3>{title}</h3>
      {children}
    </article>
  )
}

type PostProps = {
  language: DeskLanguage
  view: Pick<CampaignView, 'slug' | 'timeZone' | 'maySettle'>
  post: UnknownPost
}

export function UnknownItem({ language, view, post }: PostProps) {
  const { attention } = deskWords(language)
  const date = moment(language, post.at, view.timeZone)
  const channel = post.channel === 'x' ? 'X' : post.channel
  return (
    <Item title={attention.unknown}>
      <p>{say(language, attention.unknownText, { channel, date })}</p>
      <blockquote lang={post.language} dir={directionOf(post.language)}>
        {post.text}
      </blockquote>
      {view.maySettle && (
        <form class="actions" method="post" action={`/desk/campaigns/${view.slug}/settle`}>
          <input type="hidden" name="message" value={String(post.id)} />
          <button class="button" type="submit" name="arrived" value="yes">
            {attention.arrived}
          </button>
          <button class="button" type="submit" name="arrived" value="no">
            {attention.again}
          </button>
        </form>
      )}
    </Item>
  )
}

function UncoveredItem({ language, view }: Props) {
  const { attention } = deskWords(language)
  const people = uncovered(view)
  if (!people) return null
  return (
    <Item title={attention.uncovered}>
      {!(view.veil && people < 10) && <p>{plural(language, attention.uncoveredText, people)}</p>}
    </Item>
  )
}

/** The same by itself, where the audience is counted after the page is there. */
export function Uncovered({ language, view }: Props) {
  if (!uncovered(view)) return null
  return (
    <section class="attention" aria-label={deskWords(language).attention.uncovered}>
      <UncoveredItem language={language} view={view} />
    </section>
  )
}

/** The second pair of eyes, then the launch: the one main action of a campaign that has not started. */
function GoAheadItem({ language, view, typed }: Typed) {
  const { attention, actions } = deskWords(language)
  const { slug } = view
  if (!waitsForYes(view)) return null
  if (view.approved) {
    return (
      <Item title={attention.launch}>
        <p>{attention.launchText}</p>
        {view.offered.includes('launch') ? (
          <ActButton slug={slug} act="launch" label={actions.launch} look="main" />
        ) : (
          <p class="hint">{attention.launchWho}</p>
        )}
      </Item>
    )
  }
  return (
    <Item title={attention.approval}>
      <p>{view.own ? attention.own : attention.approvalText}</p>
      <ReviewForms {...{ language, view, typed }} />
    </Item>
  )
}
