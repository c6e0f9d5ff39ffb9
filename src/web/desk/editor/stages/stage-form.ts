import { campaignSchema } from '../../../../core/campaign.ts'
import { editDefinition } from '../../../../core/definition-edit.ts'
import { readExperiment, writeExperiment } from './experiment-form.ts'
import type { Fields, Values } from './fields.ts'
import { readGoal, writeGoal } from './goal-form.ts'
import { readSchedule, scheduleAfter, writeSchedule } from './schedule-form.ts'
import type { FormStage } from './stage.ts'
import { readSteps, stepsAfter, writeSteps } from './steps-form.ts'

/** How a stage reads the settings into fields, and writes what was changed in them. */
export type StageForm = {
  read(values: Values, zone: string): { fields: Fields; stuck: string[] }
  write(values: Values, fields: Fields, before: Fields, zone: string): Values
  /** What a button that saves nothing makes of the form. */
  after?(act: string, fields: Fields): Fields
}

export const stageForms: Record<Exclude<FormStage, 'audience'>, StageForm> = {
  goal: { read: readGoal, write: writeGoal },
  steps: { read: readSteps, write: writeSteps, after: stepsAfter },
  schedule: { read: readSchedule, write: writeSchedule, after: scheduleAfter },
  experiment: { read: readExperiment, write: writeExperiment },
}

/** The text with other values; a new key comes where the schema has it. @throws AppError `form-cannot` */
export function textWith(source: string, values: Values): string {
  const order = Object.keys(campaignSchema.shape)
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  const sorted = Object.entries(values).sort(([one], [other]) => place(one) - place(other))
  return editDefinition(source, Object.fromEntries(sorted))
}
