import type { PropsWithChildren } from 'hono/jsx'
import { stageWords } from '../../../../i18n/desk/editor-stage-words.ts'
import type { DeskLanguage } from '../../../../i18n/desk/words.ts'
import { type Fields, units } from './fields.ts'

/** A form's fields and whether somebody may write in them. */
export type Form = { language: DeskLanguage; fields: Fields; writes: boolean }

type InputProps = {
  form: Form
  name: string
  label: string
  hint?: string
  type?: 'text' | 'date' | 'time' | 'email'
  dir?: 'ltr' | 'rtl' | 'auto'
  lang?: string
  list?: string
}

/** A field of the form, left out where the form cannot show what stands there. */
export function Input({ form, name, label, hint, type = 'text', dir = 'auto', lang, list }: InputProps) {
  if (!(name in form.fields)) return null
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        value={form.fields[name]}
        dir={dir}
        autocomplete="off"
        readonly={!form.writes}
        {...(lang ? { lang } : {})}
        {...(list ? { list } : {})}
        {...(hint ? { 'aria-describedby': `${name}-hint` } : {})}
      />
    </div>
  )
}

type ChoiceProps = {
  form: Form
  name: string
  label: string
  hint?: string
  options: readonly (readonly [value: string, text: string])[]
}

/** A choice; what stands there and is not among them stays one. */
export function Choice({ form, name, label, hint, options }: ChoiceProps) {
  const value = form.fields[name]
  if (value === undefined) return null
  const all = options.some(([one]) => one === value) ? options : [...options, [value, value] as const]
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <select
        id={name}
        name={name}
        disabled={!form.writes}
        {...(hint ? { 'aria-describedby': `${name}-hint` } : {})}
      >
        {all.map(([one, text]) => (
          <option key={one} value={one} selected={one === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

export function Tick({ form, name, label }: { form: Form; name: string; label: string }) {
  if (!(name in form.fields)) return null
  return (
    <label class="tick">
      <input
        type="checkbox"
        name={name}
        value="yes"
        checked={form.fields[name] !== ''}
        disabled={!form.writes}
      />
      {label}
    </label>
  )
}

type LengthProps = { form: Form; count: string; unit: string; label: string }

/** A length of time: how many, and of what. */
export function Length({ form, count, unit, label }: LengthProps) {
  const words = stageWords(form.language)
  if (!(count in form.fields)) return null
  return (
    <fieldset class="length">
      <legend>{label}</legend>
      <input
        type="text"
        inputmode="numeric"
        name={count}
        value={form.fields[count]}
        aria-label={label}
        dir="ltr"
        autocomplete="off"
        readonly={!form.writes}
      />
      <select name={unit} aria-label={words.unit} disabled={!form.writes}>
        {units.map((one) => (
          <option key={one} value={one} selected={form.fields[unit] === one}>
            {words.units[one]}
          </option>
        ))}
      </select>
    </fieldset>
  )
}

export function Chapter({ title, hint, children }: PropsWithChildren<{ title: string; hint?: string }>) {
  return (
    <fieldset class="chapter panel">
      <legend>{title}</legend>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </fieldset>
  )
}

/** A button that changes the form itself; what was typed stays, and nothing is saved. */
export function Act({ form, act, label, name }: { form: Form; act: string; label: string; name?: string }) {
  if (!form.writes) return null
  return (
    <button
      class="button quiet"
      type="submit"
      name="act"
      value={act}
      {...(name ? { 'aria-label': name } : {})}
    >
      {label}
    </button>
  )
}

export const optionsOf = <K extends string>(
  words: Readonly<Record<K, string>>,
): (readonly [string, string])[] => Object.entries<string>(words)
