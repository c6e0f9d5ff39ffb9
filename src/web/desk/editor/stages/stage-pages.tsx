import type { Context } from 'hono'
import { definitionValues } from '../../../../core/definition-edit.ts'
import { AppError, statusOf } from '../../../../core/error.ts'
import { zoneOf } from '../../../../core/time.ts'
import type { Deps } from '../../../../engine/deps.ts'
import { draftOf, mayWrite, noBase, saveDraft } from '../../../../engine/drafts.ts'
import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import { institutionById } from '../../../../store/institutions.ts'
import { type Env, renewingPage } from '../../../answer.tsx'
import { ownCampaign } from '../../campaign-pages.tsx'
import { viewerOf } from '../../viewer.ts'
import { fieldsTyped } from '../typed.ts'
import { ExperimentFields } from './experiment-fields.tsx'
import type { Fields } from './fields.ts'
import { GoalFields } from './goal-fields.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import { stageAddress } from './stage.ts'
import { stageForms, textWith } from './stage-form.ts'
import { type Said, SaveBar, StagePage, Stuck } from './stage-frame.tsx'
import { stageView } from './stage-view.ts'
import { StepsFields } from './steps-fields.tsx'

export type Shown = { fields: Fields; before: Fields; base: string; stuck: readonly string[] }
export const nothingSaid: Said = { done: null, problem: null, conflict: null }

/** A stage whose form changes `campaign.yaml` where something was changed, and nowhere else. */
export function stagePages(deps: Deps, stage: keyof typeof stageForms) {
  const form = stageForms[stage]

  const show = async (c: Context<Env>) =>
    render(c, { ...nothingSaid, done: c.req.query('done') ?? null }, null)

  const act = async (c: Context<Env>) => {
    const campaign = await ownCampaign(deps, c)
    const zone = await zoneFor(c)
    const { fields, before, base, act: button } = await formSent(c)
    if (button !== 'save') {
      const next = form.after?.(button, fields) ?? fields
      return render(c, nothingSaid, { fields: next, before, base, stuck: [] })
    }
    try {
      const now = (await draftOf(deps, campaign))['campaign.yaml']?.body ?? ''
      const body = textWith(now, form.write(definitionValues(now), fields, before, zone))
      const saved = await saveDraft(deps, {
        campaign,
        officer: c.get('officer'),
        path: 'campaign.yaml',
        body,
        base,
      })
      if (saved.outcome !== 'conflict')
        return c.redirect(`${stageAddress(campaign.slug, stage)}?done=${saved.outcome}`, 303)
      const conflict = { theirs: saved.theirs?.body ?? '', yours: body }
      const shown = { ...form.read(definitionValues(body), zone), base: saved.theirs?.base ?? noBase }
      const theirs = form.read(definitionValues(conflict.theirs), zone).fields
      return render(c, { ...nothingSaid, conflict }, { ...shown, before: theirs })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return render(c, { ...nothingSaid, problem: error }, { fields, before, base, stuck: [] })
    }
  }

  const zoneFor = async (c: Context<Env>) =>
    zoneOf(null, (await institutionById(deps.db, c.get('officer').institutionId))?.country ?? null)

  /** @param typed  what the form holds; null = what is saved */
  async function render(c: Context<Env>, said: Said, typed: Shown | null) {
    const campaign = await ownCampaign(deps, c)
    const officer = c.get('officer')
    const [language, zone] = [c.get('deskLanguage'), await zoneFor(c)]
    const file = (await draftOf(deps, campaign))['campaign.yaml']
    const read = attempt(() => form.read(definitionValues(file?.body ?? ''), zone))
    const saved = read instanceof AppError ? { fields: {}, stuck: [] } : read
    const problem = said.problem ?? (read instanceof AppError ? read : null)
    const shown = typed ?? { ...saved, before: saved.fields, base: file?.base ?? noBase }
    const view = await stageView(deps, { campaign, officer, language, source: file?.body ?? '' })
    const viewer = { ...(await viewerOf(deps, c)), path: stageAddress(campaign.slug, stage) }
    const status = said.problem ? statusOf[said.problem.code] : said.conflict ? 409 : 200
    const writes = mayWrite(officer.role)
    const props = { form: { language, fields: shown.fields, writes } }
    const isShown = typed !== null || !(read instanceof AppError)
    return renewingPage(
      c,
      <StagePage
        {...{ viewer, stage, said: { ...said, problem } }}
        slug={campaign.slug}
        name={view.overview.name}
        standing={view.standing}
        problems={view.problems[stage]}
      >
        {isShown && (
          <form
            {...(said.done ? { 'data-saved': '' } : {})}
            class={`copy-form settings stage-form ${stage}`}
            method="post"
            action={stageAddress(campaign.slug, stage)}
            enctype="multipart/form-data"
          >
            {/* The Enter key presses the first button there is: it should save. */}
            <button class="first-button" type="submit" name="act" value="save" tabindex={-1}>
              {stageWords(language).save}
            </button>
            <input type="hidden" name="base" value={shown.base} />
            <input type="hidden" name="before" value={JSON.stringify(shown.before)} />
            {stage === 'goal' && <GoalFields {...props} />}
            {stage === 'steps' && <StepsFields {...props} />}
            {stage === 'schedule' && <ScheduleFields {...props} zone={zone} />}
            {stage === 'experiment' && <ExperimentFields {...props} />}
            <Stuck language={language} slug={campaign.slug} places={shown.stuck} />
            <SaveBar language={language} writes={writes} />
          </form>
        )}
      </StagePage>,
      status,
    )
  }

  return { show, act }
}

export function attempt<T>(work: () => T): T | AppError {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

/** What a form of a stage sent: a box that was not ticked is there as ''. */
export async function formSent(c: Context<Env>) {
  const { base = noBase, before: shown = '{}', act = '', ...typed } = await fieldsTyped(c)
  const before = fieldsIn(shown)
  const missing = Object.keys(before).filter((name) => !/^[sw]\d+\./.test(name) && !(name in typed))
  const boxes = rowBoxes(typed)
  const fields: Fields = { ...typed, ...boxes, ...Object.fromEntries(missing.map((name) => [name, ''])) }
  return { fields, before, base, act }
}

/** A row that is there has its box, ticked or not. */
const rowBoxes = (typed: Fields): Fields =>
  Object.fromEntries(
    Object.keys(typed).flatMap((name) => {
      const [, row] = /^(s\d+\.)was$/.exec(name) ?? []
      return row && !(`${row}share` in typed) ? [[`${row}share`, '']] : []
    }),
  )

/** It only says which fields were changed, so what is no JSON is no field. */
function fieldsIn(json: string): Fields {
  try {
    const read: unknown = JSON.parse(json)
    const entries = typeof read === 'object' && read !== null ? Object.entries(read) : []
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  } catch {
    return {}
  }
}
