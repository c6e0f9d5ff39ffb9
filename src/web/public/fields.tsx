import type { LanguageTag } from '../../core/language.ts'
import { words } from '../../i18n/words.ts'
import { countryName } from '../ui/say.ts'
import { type CountryChoice, countryChoices } from './countries.ts'

type Field = {
  name: string
  label: string
  value: string
  autocomplete: string
  maxlength: number
  /** What is wrong with it, in words. */
  problem?: string | null
}

/** A line to write in; its id is its name. What is wrong stands before it, where it is read first. */
export function TextField({ name, label, value, autocomplete, maxlength, problem }: Field) {
  return (
    <div class={problem ? 'field wrong' : 'field'}>
      <label for={name}>{label}</label>
      {problem && <Problem id={`${name}-problem`} text={problem} />}
      <input
        id={name}
        name={name}
        type="text"
        dir="auto"
        autocomplete={autocomplete}
        maxlength={maxlength}
        value={value}
        {...(problem ? wrong(`${name}-problem`) : {})}
      />
    </div>
  )
}

export function CountryField({ language, chosen }: { language: LanguageTag; chosen: string }) {
  const { landing } = words(language).page
  const { first, others } = countryChoices(language)
  const isListed = !chosen || [...first, ...others].some(({ code }) => code === chosen)
  const own = isListed ? [] : [{ code: chosen, name: countryName(language, chosen) }]
  const option = ({ code, name }: CountryChoice) => (
    <option key={code} value={code} selected={code === chosen}>
      {name}
    </option>
  )
  return (
    <div class="field">
      <label for="country">{landing.country}</label>
      <select id="country" name="country" autocomplete="country">
        <option value="">{landing.noCountry}</option>
        {[...own, ...first].map(option)}
        <hr />
        {others.map(option)}
      </select>
    </div>
  )
}

export const wrong = (id: string) => ({
  'aria-invalid': 'true' as const,
  'aria-describedby': id,
  autofocus: true,
})

export function Problem({ id, text }: { id: string; text: string }) {
  return (
    <p class="problem" id={id}>
      {text}
    </p>
  )
}
