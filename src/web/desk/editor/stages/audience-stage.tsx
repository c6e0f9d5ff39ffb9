import type { Context } from 'hono'
import type { Audience } from '../../../../core/audience.ts'
import { definitionValues } from '../../../../core/definition-edit.ts'
import { same } from '../../../../core/definition-edit-text.ts'
import { AppError, statusOf } from '../../../../core/error.ts'
import type { Deps } from '../../../../engine/deps.ts'
import { draftOf, mayWrite, noBase, saveDraft } from '../../../../engine/drafts.ts'
import { wordsOf } from '../../../../engine/segments.ts'
import { type Env, renewingPage } from '../../../answer.tsx'
import { choicesOf, countedView, institutionOf } from '../../audience/audience-view.ts'
import {
  audienceOfDraft,
  changed,
  type Draft,
  draftOf as linesOf,
  readPosted,
} from '../../audience/posted.ts'
import { audienceOfRow } from '../../audience/rows.ts'
import { ownCampaign } from '../../campaign-pages.tsx'
import { viewerOf } from '../../viewer.ts'
import { fieldsTyped } from '../typed.ts'
import { AudienceFields } from './audience-fields.tsx'
import { audienceIn, likeWritten } from './audience-written.ts'
import { stageAddress } from './stage.ts'
import { textWith } from './stage-form.ts'
import { type Said, StagePage } from './stage-frame.tsx'
import { attempt, nothingSaid } from './stage-pages.tsx'
import { stageView } from './stage-view.ts'

type Shown = { draft: Draft; before: string; base: string; counts?: boolean }
const stage = 'audience'
const asDraft = (audience: Audience): Draft => linesOf({ slug: '', name: '', audience })

/** Who gets a campaign, with the lines of the audience builder. */
export function audienceStage(deps: Deps) {
  const show = async (c: Context<Env>) =>
    render(c, { ...nothingSaid, done: c.req.query('done') ?? null }, null)

  const act = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const officer = c.get('officer')
    if (!mayWrite(officer.role)) throw new AppError('forbidden', 'role', `a ${officer.role} reads campaigns`)
    const posted = await readPosted(c)
    const { base = noBase, before = '', segment = '' } = await fieldsTyped(c)
    try {
      if (posted.act === 'segment' && segment)
        return render(c, nothingSaid, { draft: asDraft({ segment }), before, base })
      if (posted.act !== 'save') {
        const { own } = await choicesOf(deps, officer.institutionId, c.get('deskLanguage'))
        return render(c, nothingSaid, {
          draft: changed(posted, own),
          before,
          base,
          counts: posted.act === 'count',
        })
      }
      if (posted.form?.groups.some(({ rows }) => rows.some((row) => audienceOfRow(row) === null)))
        throw new AppError('invalid', 'audience-unfinished', 'a condition is not finished')
      const audience = audienceOfDraft(posted)
      const now = (await draftOf(deps, campaign))['campaign.yaml']?.body ?? ''
      const body = withAudience(now, audience, before)
      const saved = await saveDraft(deps, { campaign, officer, path: 'campaign.yaml', body, base })
      if (saved.outcome !== 'conflict')
        return c.redirect(`${stageAddress(campaign.slug, stage)}?done=${saved.outcome}`, 303)
      const theirs = saved.theirs?.body ?? ''
      const shown = { draft: asDraft(audience), before: beforeOf(theirs), base: saved.theirs?.base ?? noBase }
      return render(c, { ...nothingSaid, conflict: { theirs, yours: body } }, shown)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return render(c, { ...nothingSaid, problem: error }, { draft: posted, before, base })
    }
  }

  async function render(c: Context<Env>, said: Said, typed: Shown | null) {
    const campaign = await ownCampaign(deps, c)
    const [officer, language] = [c.get('officer'), c.get('deskLanguage')]
    const file = (await draftOf(deps, campaign))['campaign.yaml']
    const source = file?.body ?? ''
    const now = attempt(() => audienceIn(definitionValues(source).audience))
    const saved = now instanceof AppError ? null : now
    const unreadable =
      saved === null ? new AppError('invalid', 'form-cannot', 'the audience cannot be shown') : null
    const problem = said.problem ?? (now instanceof AppError ? now : typed ? null : unreadable)
    const shown =
      typed ?? (saved && { draft: asDraft(saved), before: beforeOf(source), base: file?.base ?? noBase })
    const view = await stageView(deps, { campaign, officer, language, source })
    const writes = mayWrite(officer.role)
    const asked = shown && typed?.counts ? attempt(() => audienceOfDraft(shown.draft)) : null
    const counts = asked && !(asked instanceof AppError) && writes
    return renewingPage(
      c,
      <StagePage
        viewer={{ ...(await viewerOf(deps, c)), path: stageAddress(campaign.slug, stage) }}
        {...{ stage, said: { ...said, problem } }}
        slug={campaign.slug}
        name={view.overview.name}
        standing={view.standing}
        problems={view.problems[stage]}
      >
        {shown && (
          <AudienceFields
            {...{ language, writes, shown }}
            slug={campaign.slug}
            choices={await choicesOf(deps, officer.institutionId, language)}
            words={saved && (await wordsOf(deps, await institutionOf(deps, officer), saved))[language]}
            counted={counts ? await countedView(deps, { officer, language, audience: asked }) : null}
          />
        )}
      </StagePage>,
      said.problem ? statusOf[said.problem.code] : said.conflict ? 409 : 200,
    )
  }

  return { show, act }
}

/** The audience that a text asks, as the form remembers it. */
const beforeOf = (source: string): string => {
  const values = attempt(() => definitionValues(source))
  return values instanceof AppError ? '' : JSON.stringify(audienceIn(values.audience))
}

/** Nobody's words are replaced by an audience that was not touched. */
function withAudience(source: string, audience: Audience, before: string): string {
  const values = definitionValues(source)
  const isUntouched = attemptJson(before, audience)
  return isUntouched
    ? source
    : textWith(source, { ...values, audience: likeWritten(values.audience, audience) })
}

function attemptJson(before: string, audience: Audience): boolean {
  try {
    return same(JSON.parse(before), audience)
  } catch {
    return false
  }
}
