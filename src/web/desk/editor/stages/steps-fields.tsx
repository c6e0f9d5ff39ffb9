import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import { say } from '../../../ui/say.ts'
import type { Fields } from './fields.ts'
import { Act, Choice, type Form, Input, Length, optionsOf, Tick } from './parts.tsx'
import { repeats, ruleDays } from './rule.ts'
import { rowsIn } from './steps-form.ts'

/** Steps one below the other; each shows the fields that its beginning needs. */
export function StepsFields({ form }: { form: Form }) {
  const { steps } = stageWords(form.language)
  const rows = rowsIn(form.fields)
  return (
    <>
      <p class="lead">{steps.lead}</p>
      {rows.map((row, at) => (
        <Row key={at} {...{ form, row, at, rows }} />
      ))}
      <p class="chosen">
        <Act form={form} act="add" label={steps.add} />
      </p>
    </>
  )
}

type RowProps = { form: Form; row: Fields; at: number; rows: readonly Fields[] }

function Row({ form, row, at, rows }: RowProps) {
  const { steps } = stageWords(form.language)
  const title = say(form.language, steps.row, { number: at + 1, name: row.id || steps.fresh })
  const [prefix, isKept] = [`s${at}.`, row.was !== '']
  const begins = [
    ...optionsOf(steps.beginnings),
    ...(row.begins === 'other' ? [['other', steps.other] as const] : []),
  ]
  return (
    <fieldset class="chapter panel step-row">
      <legend>{title}</legend>
      <input type="hidden" name={`${prefix}was`} value={row.was} />
      {isKept ? (
        <input type="hidden" name={`${prefix}id`} value={row.id} />
      ) : (
        <Input form={form} name={`${prefix}id`} label={steps.id} hint={steps.idHint} dir="ltr" />
      )}
      <div class="pair">
        <Choice
          form={form}
          name={`${prefix}channel`}
          label={steps.channel}
          options={optionsOf(steps.channels)}
        />
        <Choice form={form} name={`${prefix}begins`} label={steps.begins} options={begins} />
      </div>
      <Beginning {...{ form, row, rows, prefix }} />
      <Input form={form} name={`${prefix}layout`} label={steps.layout} dir="ltr" />
      <Tick form={form} name={`${prefix}share`} label={steps.share} />
      <p class="chosen">
        {at > 0 && <Act form={form} act={`up:${at}`} label={steps.up} name={`${steps.up}, ${title}`} />}
        {at < rows.length - 1 && (
          <Act form={form} act={`down:${at}`} label={steps.down} name={`${steps.down}, ${title}`} />
        )}
        <Act form={form} act={`drop:${at}`} label={steps.drop} name={`${steps.drop}, ${title}`} />
      </p>
    </fieldset>
  )
}

/** All fields are there, so that nothing is needed from a script; the stylesheet shows those of the beginning chosen. */
function Beginning({ form, row, rows, prefix }: Omit<RowProps, 'at'> & { prefix: string }) {
  const words = stageWords(form.language)
  const { steps, schedule, zone, zones } = words
  const others = rows.flatMap(({ id }) => (id && id !== row.id ? [[id, id] as const] : []))
  const weekday = new Map(Object.values(schedule.weekdays).map((name, at) => [ruleDays[at]!, name]))
  const field = { form }
  return (
    <>
      <div class="when after on pair">
        <Choice
          {...field}
          name={`${prefix}step`}
          label={steps.step}
          options={[['', steps.choose], ...others]}
        />
        <div class="when on">
          <Choice {...field} name={`${prefix}event`} label={steps.event} options={optionsOf(steps.events)} />
        </div>
        <Length {...field} count={`${prefix}delay`} unit={`${prefix}unit`} label={steps.delay} />
      </div>
      <div class="when every pair">
        <Choice
          {...field}
          name={`${prefix}repeat`}
          label={steps.repeat}
          options={repeats.map((one) => [one, steps.repeats[one]])}
        />
        <Choice {...field} name={`${prefix}weekday`} label={steps.weekday} options={[...weekday]} />
        <Input {...field} name={`${prefix}monthday`} label={steps.monthday} dir="ltr" />
        <Input {...field} name={`${prefix}rule`} label={steps.rule} dir="ltr" />
        <Input {...field} name={`${prefix}from`} label={steps.from} type="date" dir="ltr" />
        <Input {...field} name={`${prefix}until`} label={steps.until} type="date" dir="ltr" />
        <Input {...field} name={`${prefix}hour`} label={steps.hour} type="time" dir="ltr" />
        <Choice {...field} name={`${prefix}zone`} label={zone} options={optionsOf(zones)} />
      </div>
    </>
  )
}
