import { liveWords } from '../../../i18n/desk/live-words.ts'
import type { DeskLanguage } from '../../../i18n/desk/words.ts'
import { moment, say } from '../../ui/say.ts'
import { UnknownItem } from '../attention.tsx'
import { Controls } from '../controls.tsx'
import { DeskFrame, type Viewer } from '../frame.tsx'
import { StateMark } from '../state-mark.tsx'
import { StoppedItem } from '../stopped.tsx'
import { Errors, Replies, Resting, Retries, Warnings } from './happenings.tsx'
import type { LiveView } from './live-view.ts'
import { Pace, Steps } from './progress.tsx'

type Props = { language: DeskLanguage; view: LiveView }

/** What the forms above the part that renews itself were made for: when it changes, the whole page is asked for again. */
export const seenOf = ({ state, stopped, unknowns }: LiveView): string =>
  [state, stopped?.at ?? 0, unknowns.at(-1)?.id ?? 0, unknowns.length].join('-')

/** How far the sending has come. Figures renew themselves; forms do not, so that nobody loses their place on a button. */
export function LivePage({ viewer, view }: { viewer: Viewer; view: LiveView }) {
  const { language } = viewer
  const words = liveWords(language)
  const title = say(language, words.title, { name: view.name })
  const address = `/desk/campaigns/${view.slug}/live`
  const renews = view.state === 'running' || view.state === 'paused'
  const asks = renews
    ? { 'hx-get': `${address}?part=figures&seen=${seenOf(view)}`, 'hx-trigger': 'every 5s' }
    : {}
  return (
    <DeskFrame viewer={viewer} title={title} here="campaigns" renews={renews}>
      <p class="meta">
        <StateMark language={language} state={view.state} />
        <a href={`/desk/campaigns/${view.slug}`}>{words.back}</a>
        <a href={address}>{words.renew}</a>
      </p>
      <h1>{title}</h1>
      <Controls language={language} view={view} />
      {(view.stopped || view.unknowns.length > 0) && (
        <section class="attention">
          <StoppedItem language={language} view={view} />
          {view.unknowns.map((post) => (
            <UnknownItem key={post.id} language={language} view={view} post={post} />
          ))}
        </section>
      )}
      <div id="live-figures" {...asks}>
        <LiveFigures language={language} view={view} />
      </div>
    </DeskFrame>
  )
}

/** The part that renews itself. */
export function LiveFigures({ language, view }: Props) {
  const words = liveWords(language)
  const { live } = view
  if (!live) return <p class="lead">{words.before}</p>
  return (
    <>
      <p class="hint">{say(language, words.renewed, { time: moment(language, view.now, view.timeZone) })}</p>
      <Pace {...{ language, view, live }} />
      <Resting {...{ language, view, live }} />
      <Warnings {...{ language, view, live }} />
      <Steps {...{ language, view, live }} />
      <div class="pair">
        <Errors {...{ language, view, live }} />
        <Retries {...{ language, view, live }} />
        <Replies {...{ language, view, live }} />
      </div>
    </>
  )
}
