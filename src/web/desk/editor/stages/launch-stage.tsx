import type { Context } from 'hono'
import type { Deps } from '../../../../engine/deps.ts'
import { draftOf, mayWrite } from '../../../../engine/drafts.ts'
import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import { editorWords } from '../../../../i18n/desk/editor-words.ts'
import type { DeskLanguage } from '../../../../i18n/desk/words.ts'
import { type Env, page } from '../../../answer.tsx'
import { ownCampaign } from '../../campaign-pages.tsx'
import { viewerOf } from '../../viewer.ts'
import { Lines } from '../refusal.tsx'
import { type Stage, stageAddress, stages } from './stage.ts'
import { StagePage } from './stage-frame.tsx'
import { nothingSaid } from './stage-pages.tsx'
import { type StageView, stageView } from './stage-view.ts'

/** What is still missing before a campaign can be launched, each line with the way to where it is mended. */
export function launchStage(deps: Deps) {
  return async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const [officer, language] = [c.get('officer'), c.get('deskLanguage')]
    const source = (await draftOf(deps, campaign))['campaign.yaml']?.body ?? ''
    const view = await stageView(deps, { campaign, officer, language, source })
    const viewer = { ...(await viewerOf(deps, c)), path: stageAddress(campaign.slug, 'launch') }
    return page(
      c,
      <StagePage
        {...{ viewer, standing: view.standing }}
        slug={campaign.slug}
        name={view.overview.name}
        stage="launch"
        said={nothingSaid}
        problems={[]}
      >
        <CheckList {...{ language, view }} slug={campaign.slug} writes={mayWrite(officer.role)} />
      </StagePage>,
    )
  }
}

type Props = { language: DeskLanguage; view: StageView; slug: string; writes: boolean }

function CheckList({ language, view, slug, writes }: Props) {
  const words = stageWords(language)
  const { overview } = editorWords(language)
  const plan = `/desk/campaigns/${slug}`
  const ways = stages.filter((stage): stage is Exclude<Stage, 'launch'> => stage !== 'launch')
  const isPublished = view.overview.checks.some(({ name, done }) => name === 'published' && done)
  const lines = [
    ...ways.map((stage) => [stageAddress(slug, stage), words.names[stage], view.standing[stage]] as const),
    [stageAddress(slug, 'texts'), overview.checks.published, isPublished] as const,
    [`${plan}#attention-title`, words.launch.approval, view.approved] as const,
    [plan, words.launch.running, view.launched] as const,
  ]
  return (
    <>
      <p class="lead">{lines.every(([, , done]) => done) ? words.launch.nothing : words.launch.lead}</p>
      <ul class="check-list">
        {lines.map(([address, text, done]) => (
          <li key={text}>
            <span class={`dot ${done ? 'ok' : 'warn'}`}>{done ? overview.done : overview.open}</span>{' '}
            <a href={address}>{text}</a>
          </li>
        ))}
      </ul>
      {view.overview.findings.length > 0 && (
        <section aria-labelledby="launch-findings">
          <h2 id="launch-findings">{words.launch.findings}</h2>
          <Lines language={language} lines={view.overview.findings} slug={slug} />
        </section>
      )}
      <div class="actions">
        {writes && !isPublished && (
          <form method="post" action={`/desk/campaigns/${slug}/edit`}>
            <button class="button main" type="submit">
              {words.launch.publish}
            </button>
          </form>
        )}
        <a
          class={isPublished ? 'button main' : 'button'}
          href={view.launched ? plan : `${plan}#attention-title`}
        >
          {words.launch.plan}
        </a>
      </div>
    </>
  )
}
