import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import { say } from '../../../ui/say.ts'
import { Chapter, Choice, type Form, Input, optionsOf, Tick } from './parts.tsx'

/** Other words for the same step, and people held out. */
export function ExperimentFields({ form }: { form: Form }) {
  const { experiment, names } = stageWords(form.language)
  const named = (start: RegExp) => Object.keys(form.fields).flatMap((name) => start.exec(name)?.[1] ?? [])
  const [steps, variants] = [named(/^variants\.(.*)$/), named(/^slot\.(.*)$/)]
  return (
    <>
      <p class="lead">{experiment.lead}</p>
      <Chapter title={names.steps} hint={experiment.variantsHint}>
        {steps.map((step) => (
          <Input
            key={step}
            form={form}
            name={`variants.${step}`}
            label={say(form.language, experiment.variants, { step })}
            dir="ltr"
          />
        ))}
      </Chapter>
      {variants.length > 0 && (
        <Chapter title={experiment.slots} hint={experiment.slotsHint}>
          {variants.map((variant) => (
            <Input
              key={variant}
              form={form}
              name={`slot.${variant}`}
              label={say(form.language, experiment.slot, { variant })}
              type="time"
              dir="ltr"
            />
          ))}
        </Chapter>
      )}
      <Chapter title={names.experiment} hint={experiment.objective}>
        <Choice form={form} name="unit" label={experiment.unit} options={optionsOf(experiment.units)} />
        <Tick form={form} name="allocate" label={experiment.allocate} />
        <Input form={form} name="floor" label={experiment.floor} dir="ltr" />
        <Input
          form={form}
          name="holdOut"
          label={experiment.holdOut}
          hint={experiment.holdOutHint}
          dir="ltr"
        />
      </Chapter>
    </>
  )
}
