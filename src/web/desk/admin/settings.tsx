import { trackingModes } from '../../../core/campaign.ts'
import { controllerFacts } from '../../../core/controller.ts'
import { retentionRules, ruleNames } from '../../../core/retention.ts'
import { weekdays, windowChannels } from '../../../core/schedule/window.ts'
import { adminWords } from '../../../i18n/desk/admin-words.ts'
import { localeOf } from '../../ui/say.ts'
import { AdminFrame, type AdminView } from './admin-frame.tsx'
import type { SettingsForm } from './settings-form.ts'

type Props = AdminView & { form: SettingsForm }

export function SettingsPage(props: Props) {
  const { viewer, form } = props
  const words = adminWords(viewer.language).settings
  return (
    <AdminFrame {...props} section="settings" title={words.title}>
      <form class="settings" method="post" action="/desk/admin/settings">
        <section class="panel">
          <Text form={form} name="name" label={words.name} required />
          <Text form={form} name="country" label={words.country} ltr />
          <Text form={form} name="zone" label={words.zone} hint={words.zoneHint} ltr />
          <p class="field">
            <label for="tracking">{words.tracking}</label>
            <select id="tracking" name="tracking">
              {trackingModes.map((mode) => (
                <option key={mode} value={mode} selected={mode === form.get('tracking')}>
                  {words.modes[mode]}
                </option>
              ))}
            </select>
          </p>
        </section>
        <section class="panel">
          <h2>{words.capTitle}</h2>
          <p class="hint">{words.capHint}</p>
          <Text form={form} name="cap-count" label={words.capCount} most={1000} />
          <Text form={form} name="cap-days" label={words.capDays} most={365} />
        </section>
        <section class="panel">
          <h2>{words.windowsTitle}</h2>
          <p class="hint">{words.windowsHint}</p>
          {windowChannels.map((channel) => (
            <WindowOf key={channel} {...{ props, channel }} />
          ))}
        </section>
        <section class="panel">
          <h2>{words.retentionTitle}</h2>
          {ruleNames.map((rule) => (
            <Text
              key={rule}
              form={form}
              name={`period-${rule}`}
              label={words.periods[rule] ?? rule}
              most={retentionRules[rule]}
            />
          ))}
        </section>
        <section class="panel">
          <h2>{words.controllerTitle}</h2>
          {controllerFacts.map((fact) => (
            <Text key={fact} form={form} name={`fact-${fact}`} label={words.facts[fact] ?? fact} />
          ))}
        </section>
        <p class="actions">
          <button class="button main" type="submit">
            {words.save}
          </button>
        </p>
      </form>
    </AdminFrame>
  )
}

type TextProps = {
  form: SettingsForm
  name: string
  label: string
  hint?: string
  ltr?: boolean
  required?: boolean
  /** A whole number, up to this. */
  most?: number
}

function Text({ form, name, label, hint, ltr, required, most }: TextProps) {
  return (
    <p class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        value={form.get(name) ?? ''}
        autocomplete="off"
        required={required}
        dir={ltr || most ? 'ltr' : 'auto'}
        {...(most ? { type: 'number', min: 1, max: most } : { type: 'text' })}
        {...(hint ? { 'aria-describedby': `${name}-hint` } : {})}
      />
      {hint && (
        <small class="hint" id={`${name}-hint`}>
          {hint}
        </small>
      )}
    </p>
  )
}

function WindowOf({ props, channel }: { props: Props; channel: string }) {
  const { viewer, form } = props
  const words = adminWords(viewer.language).settings
  const named = (name: string) => ({ id: `${channel}-${name}`, name: `${channel}-${name}` })
  const dayName = new Intl.DateTimeFormat(localeOf(viewer.language), { weekday: 'long', timeZone: 'UTC' })
  return (
    <fieldset>
      <legend>{words.channels[channel] ?? channel}</legend>
      <div class="actions">
        {(['from', 'until'] as const).map((name) => (
          <p key={name} class="field">
            <label for={`${channel}-${name}`}>{words[name]}</label>
            <input type="time" {...named(name)} value={form.get(`${channel}-${name}`) ?? ''} />
          </p>
        ))}
        <p class="field">
          <label for={`${channel}-holidays`}>{words.holidays}</label>
          <select {...named('holidays')}>
            {['', 'open', 'closed'].map((rule) => (
              <option key={rule} value={rule} selected={rule === form.get(`${channel}-holidays`)}>
                {words.holidayRules[rule]}
              </option>
            ))}
          </select>
        </p>
      </div>
      <p class="actions">
        <span>{words.days}</span>
        {weekdays.map((day, at) => (
          <label key={day}>
            <input
              type="checkbox"
              name={`${channel}-${day}`}
              value="yes"
              checked={form.has(`${channel}-${day}`)}
            />{' '}
            {/* 5 January 1970 was a Monday. */}
            {dayName.format((4 + at) * 86_400_000)}
          </label>
        ))}
      </p>
    </fieldset>
  )
}
