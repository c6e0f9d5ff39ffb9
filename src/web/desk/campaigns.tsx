import type { CampaignState } from '../../core/campaign.ts'
import { mayWrite } from '../../engine/drafts.ts'
import { editorWords } from '../../i18n/desk/editor-words.ts'
import { reviewWords } from '../../i18n/desk/review-words.ts'
import { templateWords } from '../../i18n/desk/template-words.ts'
import { deskWords } from '../../i18n/desk/words.ts'
import { plural } from '../../i18n/words.ts'
import { moment, say } from '../ui/say.ts'
import { WaveLine } from '../ui/wave.tsx'
import { DeskFrame, type Viewer } from './frame.tsx'
import { shown } from './small-cells.ts'
import { StateMark } from './state-mark.tsx'

export type CampaignLine = {
  slug: string
  name: string
  state: CampaignState
  launchedAt: number | null
  createdAt: number
  audience: number
  sent: number
  joins: number
}

/** What waits for the officer who looks: an edition to read, or one that came back. */
export type WaitingLine = { slug: string; name: string; state: 'submitted' | 'returned' }

type Props = {
  viewer: Viewer
  lines: readonly CampaignLine[]
  waiting: readonly WaitingLine[]
  timeZone: string
  veil: boolean
}

export function CampaignsPage({ viewer, lines, waiting, timeZone, veil }: Props) {
  const { campaigns } = deskWords(viewer.language)
  return (
    <DeskFrame viewer={viewer} title={campaigns.title} here="campaigns">
      <h1>{campaigns.title}</h1>
      {mayWrite(viewer.role) && (
        <p class="actions">
          <a class="button" href="/desk/campaigns/new">
            {editorWords(viewer.language).start.link}
          </a>
          <a class="button quiet" href="/desk/templates">
            {templateWords(viewer.language).title}
          </a>
        </p>
      )}
      {waiting.length > 0 && <Waiting {...{ viewer, waiting }} />}
      {lines.length === 0 ? (
        <div class="panel empty">
          <WaveLine />
          <h2>{campaigns.empty}</h2>
          <p>{campaigns.emptyText}</p>
          <pre dir="ltr">npm run mawja -- publish campaigns/mobilisation-competences --as {viewer.email}</pre>
        </div>
      ) : (
        <ul class="campaigns">
          {lines.map((line) => (
            <CampaignItem key={line.slug} language={viewer.language} {...{ line, timeZone, veil }} />
          ))}
        </ul>
      )}
    </DeskFrame>
  )
}

function Waiting({ viewer, waiting }: Pick<Props, 'viewer' | 'waiting'>) {
  const words = reviewWords(viewer.language)
  return (
    <section class="attention" aria-labelledby="attention-title">
      <h2 id="attention-title">{deskWords(viewer.language).attention.title}</h2>
      <ul class="waits">
        {waiting.map(({ slug, name, state }) => (
          <li class="task" key={slug}>
            <a href={`/desk/campaigns/${slug}#attention-title`}>
              <bdi>{name}</bdi> {words.waiting[state]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Item = { language: Viewer['language']; line: CampaignLine; timeZone: string; veil: boolean }

function CampaignItem({ language, line, timeZone, veil }: Item) {
  const { campaigns } = deskWords(language)
  const { launchedAt, createdAt, sent, joins } = line
  const when =
    launchedAt === null
      ? say(language, campaigns.written, { date: moment(language, createdAt, timeZone) })
      : say(language, campaigns.launched, { date: moment(language, launchedAt, timeZone) })
  const figures = [
    shown(sent, veil) === 'hidden' ? null : plural(language, campaigns.sent, sent),
    joins === 0 || shown(joins, veil) === 'hidden' ? null : plural(language, campaigns.joined, joins),
  ].filter(Boolean)
  return (
    <li class="panel">
      <h2>
        <a href={`/desk/campaigns/${line.slug}`}>
          <bdi>{line.name}</bdi>
        </a>
      </h2>
      <p class="meta">
        <StateMark language={language} state={line.state} />
        <span>{when}</span>
      </p>
      {launchedAt !== null && figures.length > 0 && <p class="counts">{figures.join(' · ')}</p>}
    </li>
  )
}
