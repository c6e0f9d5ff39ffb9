/** The way from an idea to a launch. `texts` is the folder itself, `launch` says what is missing. */
export const stages = ['goal', 'audience', 'steps', 'texts', 'schedule', 'experiment', 'launch'] as const
export type Stage = (typeof stages)[number]

/** Stages with a form that writes `campaign.yaml`. */
export const formStages = ['goal', 'audience', 'steps', 'schedule', 'experiment'] as const
export type FormStage = (typeof formStages)[number]

export const stageAddress = (slug: string, stage: Stage): string =>
  `/desk/campaigns/${slug}/edit${stage === 'texts' ? '' : `/${stage}`}`

const ofKey: Record<string, FormStage> = {
  audience: 'audience',
  steps: 'steps',
  window: 'schedule',
  ramadan: 'schedule',
  expires: 'schedule',
  late: 'schedule',
  waves: 'schedule',
  minGap: 'schedule',
  experiment: 'experiment',
}

/** The stage at which a place of `campaign.yaml` is mended, for example `steps.0.at.zone`. */
export function stageOf(place: string): FormStage {
  const [key = '', , part] = place.split('.')
  if (key === 'steps' && part === 'variants') return 'experiment'
  return ofKey[key] ?? 'goal'
}

/** The place in a line `campaign.yaml:12: steps.0.at: what is wrong`; null where it names none. */
export const placeIn = (line: string): string | null =>
  /^(?:\S*\/)?campaign\.yaml(?::\d+)?: ([a-zA-Z][\w.-]*): /.exec(line)?.[1] ?? null
