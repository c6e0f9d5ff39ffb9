import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import { say } from '../../../ui/say.ts'
import { Act, Chapter, Choice, type Form, Input, Length, optionsOf, Tick } from './parts.tsx'
import { days, waveRows } from './schedule-form.ts'

/** Days and hours, waves, and the end. */
export function ScheduleFields({ form, zone }: { form: Form; zone: string }) {
  const { schedule, ...words } = stageWords(form.language)
  const steps = Object.keys(form.fields).flatMap((name) => /^t\.(.*)\.date$/.exec(name)?.[1] ?? [])
  const field = { form }
  const holidays = [
    ['', schedule.holiday.usual],
    ['open', schedule.holiday.open],
    ['closed', schedule.holiday.closed],
  ] as const
  return (
    <>
      <Chapter title={schedule.begins} hint={schedule.beginsHint}>
        {steps.map((step) => (
          <fieldset key={step} class="pair">
            <legend>
              <bdi>{step}</bdi>
            </legend>
            <Input {...field} name={`t.${step}.date`} label={schedule.date} type="date" dir="ltr" />
            <Input {...field} name={`t.${step}.time`} label={schedule.time} type="time" dir="ltr" />
            <Choice {...field} name={`t.${step}.zone`} label={words.zone} options={optionsOf(words.zones)} />
          </fieldset>
        ))}
      </Chapter>
      <Waves form={form} />
      <Chapter title={schedule.window} hint={schedule.windowHint}>
        <div class="pair">
          <Input {...field} name="window.from" label={schedule.from} type="time" dir="ltr" />
          <Input {...field} name="window.until" label={schedule.until} type="time" dir="ltr" />
          <Choice {...field} name="window.holidays" label={schedule.holidays} options={holidays} />
        </div>
        <fieldset class="ticks">
          <legend>{schedule.days}</legend>
          {days.map((day) => (
            <Tick key={day} form={form} name={`window.${day}`} label={schedule.weekdays[day]} />
          ))}
        </fieldset>
      </Chapter>
      <Chapter title={schedule.ramadan}>
        <div class="pair">
          <Input {...field} name="ramadan.from" label={schedule.from} type="time" dir="ltr" />
          <Input {...field} name="ramadan.until" label={schedule.until} type="time" dir="ltr" />
        </div>
      </Chapter>
      <Chapter title={schedule.ends} hint={say(form.language, schedule.end, { zone })}>
        <div class="pair">
          <Input {...field} name="end.date" label={schedule.date} type="date" dir="ltr" />
          <Input {...field} name="end.time" label={schedule.time} type="time" dir="ltr" />
        </div>
        <Length {...field} count="late.count" unit="late.unit" label={schedule.late} />
      </Chapter>
    </>
  )
}

function Waves({ form }: { form: Form }) {
  const { schedule } = stageWords(form.language)
  const rows = waveRows(form.fields)
  const divided = {
    ...form,
    fields: { ...form.fields, 'divide.parts': '4', 'divide.count': '3', 'divide.unit': 'h' },
  }
  if (rows.length === 0) return null
  return (
    <Chapter title={schedule.waves} hint={schedule.wavesHint}>
      {rows.map((_, at) => {
        const title = say(form.language, schedule.wave, { number: at + 1 })
        return (
          <fieldset key={at} class="pair">
            <legend>{title}</legend>
            <Input form={form} name={`w${at}.share`} label={schedule.share} dir="ltr" />
            {at > 0 && (
              <Length form={form} count={`w${at}.count`} unit={`w${at}.unit`} label={schedule.after} />
            )}
            {rows.length > 1 && (
              <Act
                form={form}
                act={`unwave:${at}`}
                label={schedule.drop}
                name={`${schedule.drop}, ${title}`}
              />
            )}
          </fieldset>
        )
      })}
      <p class="chosen">
        <Act form={form} act="wave" label={schedule.add} />
      </p>
      <Length form={form} count="minGap.count" unit="minGap.unit" label={schedule.gap} />
      {form.writes && (
        <details>
          <summary>{schedule.divide}</summary>
          <div class="pair">
            <Input form={divided} name="divide.parts" label={schedule.parts} dir="ltr" />
            <Length form={divided} count="divide.count" unit="divide.unit" label={schedule.apart} />
          </div>
          <p class="chosen">
            <Act form={form} act="divide" label={schedule.act} />
          </p>
        </details>
      )}
    </Chapter>
  )
}
