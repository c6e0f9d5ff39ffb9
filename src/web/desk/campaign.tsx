import { actWords } from '../../i18n/desk/act-words.ts'
import { editorWords } from '../../i18n/desk/editor-words.ts'
import { figureWords } from '../../i18n/desk/figure-words.ts'
import { liveWords } from '../../i18n/desk/live-words.ts'
import { posterWords } from '../../i18n/desk/poster-words.ts'
import { type DeskLanguage, type DeskWords, deskWords } from '../../i18n/desk/words.ts'
import { count, moment, say } from '../ui/say.ts'
import { Attention, Uncovered } from './attention.tsx'
import { Breakdown } from './breakdown.tsx'
import type { CampaignView } from './campaign-view.ts'
import { Controls } from './controls.tsx'
import { Counting } from './counting.tsx'
import { Delivery } from './delivery.tsx'
import { Figures } from './figures.tsx'
import { DeskFrame, type Viewer } from './frame.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { Languages } from './languages.tsx'
import { Plan } from './plan.tsx'
import { Preflight } from './preflight.tsx'
import { ReturnedTable } from './returned.tsx'
import { ReviewTalk } from './review.tsx'
import { Spread } from './spread.tsx'
import { StateMark } from './state-mark.tsx'
import { Timeline } from './timeline.tsx'

type Props = {
  viewer: Viewer
  view: CampaignView
  /** What was just done, or why it was not. */
  done: string | null
  problem: string | null
  /** A comment that was refused, so that nobody has to write it twice. */
  typed: string
}

/** One campaign: where it stands, what needs somebody, how far it has come. */
export function CampaignPage({ viewer, view, done, problem, typed }: Props) {
  const { language } = viewer
  const words = deskWords(language)
  const title = say(language, words.campaign.title, { name: view.name })
  return (
    <DeskFrame viewer={viewer} title={title} here="campaigns" renews={!view.counted}>
      <p class="meta">
        <StateMark language={language} state={view.state} />
        {view.edition && (
          <span>
            {say(language, words.campaign.edition, {
              edition: view.edition.hash,
              author: view.edition.author,
            })}
          </span>
        )}
        <a href={`/desk/campaigns/${view.slug}/edit`}>{editorWords(language).link}</a>
        {view.launchedAt !== null && (
          <a href={`/desk/campaigns/${view.slug}/live`}>{liveWords(language).link}</a>
        )}
        {view.launchedAt !== null && (
          <a href={`/desk/campaigns/${view.slug}/figures`}>{figureWords(language).link}</a>
        )}
        {view.edition && <a href={`/desk/campaigns/${view.slug}/posters`}>{posterWords(language).link}</a>}
      </p>
      <h1>{title}</h1>
      <p class="lead">{answer(view, words, language)}</p>
      <Said language={language} done={done} problem={problem} />
      <Controls language={language} view={view} />
      <Attention language={language} view={view} typed={typed} />
      {view.launchedAt === null && <ReviewTalk language={language} view={view} />}
      {view.launchedAt === null && <Preflight language={language} view={view} />}
      {view.counted ? (
        <>
          <Timeline language={language} view={view} />
          <Plan language={language} view={view} />
        </>
      ) : (
        <Counting language={language} address={`/desk/campaigns/${view.slug}`} part="plan" />
      )}
      {view.launchedAt !== null && (
        <>
          <Figures language={language} view={view} />
          <Spread language={language} view={view} />
          <Breakdown language={language} view={view} />
        </>
      )}
      <div class="pair">
        {view.counted && <Readers language={language} view={view} />}
        {view.launchedAt !== null && <Delivery language={language} view={view} />}
        <ReturnedTable language={language} view={view} />
      </div>
      {view.launchedAt !== null && <Preflight language={language} view={view} />}
      {view.launchedAt !== null && <ReviewTalk language={language} view={view} />}
      {view.veil && <p class="hint">{words.tables.small}</p>}
    </DeskFrame>
  )
}

function Readers({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  return (
    <>
      <FunnelTable language={language} view={view} />
      <Languages language={language} view={view} />
    </>
  )
}

/** Before the launch, what a large audience has to be counted for; it comes in the place of `Counting`. */
export function PlanPart({ language, view }: { language: DeskLanguage; view: CampaignView }) {
  return (
    <>
      <Uncovered language={language} view={view} />
      <Timeline language={language} view={view} />
      <Plan language={language} view={view} />
      <div class="pair">
        <Readers language={language} view={view} />
      </div>
    </>
  )
}

type Outcome = { language: DeskLanguage } & Pick<Props, 'done' | 'problem'>

function Said({ language, done, problem }: Outcome) {
  const words = actWords(language)
  if (problem) {
    const { title, keys } = words.problem
    return (
      <div class="notice bad" role="alert">
        <strong>{title}</strong>
        <p>{keys[problem] ?? keys.other}</p>
      </div>
    )
  }
  const text = done !== null && Object.hasOwn(words.done, done) ? words.done[done] : null
  return text ? (
    <p class="notice good" role="status">
      {text}
    </p>
  ) : null
}

/** The title's question, answered in a sentence. */
function answer(view: CampaignView, { campaign: { answer } }: DeskWords, language: DeskLanguage): string {
  const { stats, state, timeZone } = view
  const hidden = (value: number) => (view.veil && value < 10 ? '< 10' : count(language, value))
  const values = { sent: hidden(stats.sent), waiting: hidden(stats.waiting) }
  if (!view.edition) return answer.unpublished
  if (state === 'draft') return view.approved ? answer.approved : answer.draft
  if (state === 'paused') return say(language, answer.paused, values)
  if (state === 'finished') {
    return say(language, answer.finished, {
      ...values,
      date: moment(language, view.finishedAt ?? 0, timeZone),
    })
  }
  return say(language, stats.waiting > 0 ? answer.running : answer.done, values)
}
