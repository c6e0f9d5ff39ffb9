import { readDefinition } from '../../../../core/definition.ts'
import { AppError, Problems } from '../../../../core/error.ts'
import { isApproved } from '../../../../engine/approve.ts'
import type { Deps } from '../../../../engine/deps.ts'
import type { DeskLanguage } from '../../../../i18n/desk/words.ts'
import { type Campaign, editionById } from '../../../../store/campaigns.ts'
import type { Officer } from '../../../../store/institutions.ts'
import { type OverviewView, overviewView } from '../overview-view.ts'
import { type FormStage, placeIn, stageOf } from './stage.ts'
import type { Standing } from './stage-frame.tsx'

export type StageView = {
  overview: OverviewView
  standing: Standing
  /** What is wrong with the settings, by the stage that mends it. */
  problems: Readonly<Record<FormStage, readonly string[]>>
  approved: boolean
  launched: boolean
}

/** How far a campaign is on its way. Readers are counted for whoever shows them. */
export async function stageView(
  deps: Deps,
  it: { campaign: Campaign; officer: Officer; language: DeskLanguage; source: string; counts?: boolean },
): Promise<StageView> {
  const { campaign } = it
  const overview = await overviewView(deps, { ...it, counts: it.counts ?? false })
  const lines = settingsProblems(it.source, overview)
  const of = (stage: FormStage) => lines.filter((line) => stageOf(placeIn(line) ?? '') === stage)
  const problems: StageView['problems'] = {
    goal: of('goal'),
    audience: of('audience'),
    steps: of('steps'),
    schedule: of('schedule'),
    experiment: of('experiment'),
  }
  const done = Object.fromEntries(overview.checks.map((check) => [check.name, check.done]))
  const launched = campaign.state !== 'draft'
  const edition = campaign.editionId === null ? undefined : await editionById(deps.db, campaign.editionId)
  const approved = edition ? await isApproved(deps, campaign, edition) : false
  const standing: Standing = {
    goal: problems.goal.length === 0,
    audience: problems.audience.length === 0,
    steps: problems.steps.length === 0,
    texts: Boolean(done.languages && done.fallback),
    schedule: problems.schedule.length === 0,
    experiment: problems.experiment.length === 0,
    launch: launched,
  }
  return { overview, standing, problems, approved, launched }
}

/** The settings by themselves, and what the check of the whole folder says about them. */
function settingsProblems(source: string, overview: OverviewView): readonly string[] {
  try {
    readDefinition('campaign.yaml', source)
    return overview.findings.filter((line) => line.startsWith('campaign.yaml:') && placeIn(line) !== null)
  } catch (error) {
    if (error instanceof Problems) return error.lines
    if (error instanceof AppError) return [error.message]
    throw error
  }
}
