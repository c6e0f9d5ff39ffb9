import type { PropsWithChildren } from 'hono/jsx'
import type { LanguageTag } from '../../core/language.ts'
import type { Choice, Preferences } from '../../engine/preferences.ts'
import type { Wishes } from '../../engine/preferences-save.ts'
import { words } from '../../i18n/words.ts'
import { day, say } from '../ui/say.ts'
import { CountryField, TextField } from './fields.tsx'
import { PublicFrame } from './frame.tsx'
import { paces, shownAs } from './preferences-form.ts'

export type DetailField = 'firstName' | 'lastName' | 'city'
type Props = {
  found: Preferences
  token: string
  saved?: boolean
  /** What was sent and could not be saved, and the field that is to blame. */
  typed?: Wishes | null
  wrong?: DetailField | null
}

/** Everything a reader may decide, on one page and in one form that says back what was last saved. */
export function PreferencesPage({ found, token, saved = false, typed = null, wrong = null }: Props) {
  const { language, institution } = found
  const { preferences } = words(language).page
  const receives = found.channels.some(({ purpose, given }) => purpose === 'receive:email' && given)
  const part = { found, typed }
  return (
    <PublicFrame language={language} title={preferences.title} institution={institution} styles="own">
      <h1>{preferences.title}</h1>
      {saved && (
        <p class="notice good" role="status">
          {preferences.saved}
        </p>
      )}
      <form class="chapters" method="post" action={`/p/${token}`}>
        <Languages {...part} />
        <Channels {...part} />
        <Subjects {...part} />
        <Pace {...part} />
        <Measuring {...part} />
        <Details {...part} wrong={wrong} />
        <p class="actions">
          <button class="button main" type="submit">
            {preferences.submit}
          </button>
          {receives && <a href={`/u/${token}`}>{preferences.unsubscribe}</a>}
          <a href={`/me/${found.chainToken}`}>{words(language).sharing.chain.title}</a>
        </p>
      </form>
      <Rights language={language} token={token} />
    </PublicFrame>
  )
}

type Part = { found: Preferences; typed: Wishes | null }

function Languages({ found, typed }: Part) {
  const { preferences } = words(found.language).page
  const first = typed?.first ?? found.first
  const second = typed?.second === undefined ? found.second : typed.second
  return (
    <fieldset>
      <legend>{preferences.language}</legend>
      <div class="choices">
        {found.offered.map((tag) => (
          <label class="choice" key={tag} lang={tag}>
            <input type="radio" name="language" value={tag} checked={tag === first} />
            <span>{words(tag).name}</span>
          </label>
        ))}
      </div>
      <div class="field">
        <label for="second">{preferences.secondLanguage}</label>
        <select id="second" name="second">
          <option value="">{preferences.noOther}</option>
          {found.offered.map((tag) => (
            <option key={tag} value={tag} lang={tag} selected={tag === second}>
              {words(tag).name}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  )
}

function Channels({ found, typed }: Part) {
  const { preferences } = words(found.language).page
  const names: Readonly<Record<string, string>> = {
    'receive:email': preferences.email,
    'receive:sms': preferences.sms,
    'receive:whatsapp': preferences.whatsapp,
  }
  if (!found.channels.length) return null
  return (
    <fieldset>
      <legend>{preferences.channels}</legend>
      <div class="choices">
        {found.channels.map((choice) => (
          <Tick key={choice.purpose} choice={choice} typed={typed}>
            {names[choice.purpose]}
          </Tick>
        ))}
      </div>
    </fieldset>
  )
}

function Subjects({ found, typed }: Part) {
  if (!found.subjects.length) return null
  return (
    <fieldset>
      <legend>{words(found.language).page.preferences.lists}</legend>
      <div class="choices wide">
        {found.subjects.map((subject) => (
          <Tick key={subject.purpose} choice={subject} typed={typed}>
            <bdi>{subject.name}</bdi>
          </Tick>
        ))}
      </div>
    </fieldset>
  )
}

function Pace({ found, typed }: Part) {
  const { preferences } = words(found.language).page
  const chosen = typed?.monthlyCap === undefined ? found.monthlyCap : typed.monthlyCap
  const labels = {
    any: preferences.anyFrequency,
    four: preferences.fourAMonth,
    one: preferences.oneAMonth,
  }
  const pause = { purpose: 'pause', given: found.pausedUntil !== null }
  const until = found.pausedUntil && day(found.language, found.pausedUntil, found.timeZone)
  return (
    <fieldset>
      <legend>{preferences.frequency}</legend>
      <div class="choices wide">
        {Object.entries(labels).map(([value, label]) => (
          <label class="choice" key={value}>
            <input type="radio" name="pace" value={value} checked={paces[value] === chosen} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <div class="field">
        <Tick choice={pause} typed={typed && pauseTyped(typed)} plain>
          {until ? say(found.language, preferences.pausedUntil, { date: until }) : preferences.pause}
        </Tick>
      </div>
    </fieldset>
  )
}

const pauseTyped = ({ pause }: Wishes) => ({
  changed: pause === undefined ? [] : [{ purpose: 'pause', given: pause }],
})

function Measuring({ found, typed }: Part) {
  const { preferences } = words(found.language).page
  if (!found.tracking) return null
  return (
    <fieldset id="tracking">
      <legend>{preferences.tracking}</legend>
      <Tick choice={found.tracking} typed={typed} plain>
        {say(found.language, preferences.trackingConsent, { institution: found.institution })}
      </Tick>
    </fieldset>
  )
}

function Details({ found, typed, wrong }: Part & { wrong: DetailField | null }) {
  const { landing, preferences } = words(found.language).page
  const field = (name: DetailField, label: string, autocomplete: string) => (
    <TextField
      name={name}
      label={label}
      value={typed?.details?.[name] ?? found[name]}
      autocomplete={autocomplete}
      maxlength={80}
      problem={wrong === name ? preferences.nameProblem : null}
    />
  )
  return (
    <fieldset>
      <legend>{preferences.details}</legend>
      {field('firstName', landing.firstName, 'given-name')}
      {field('lastName', preferences.lastName, 'family-name')}
      {field('city', preferences.city, 'address-level2')}
      <CountryField language={found.language} chosen={typed?.details?.country ?? found.country} />
    </fieldset>
  )
}

/** A yes that is given or taken back by itself. `plain` for a sentence, a box of its own for a word. */
function Tick(
  it: PropsWithChildren<{ choice: Choice; typed: Pick<Wishes, 'changed'> | null; plain?: boolean }>,
) {
  const { purpose, given } = it.choice
  const ticked = it.typed?.changed.find((choice) => choice.purpose === purpose)?.given ?? given
  return (
    <label class={it.plain ? 'tick' : 'choice'}>
      <input type="hidden" name={shownAs(purpose)} value={given ? 'yes' : 'no'} />
      <input type="checkbox" name={purpose} value="yes" checked={ticked} />
      <span>{it.children}</span>
    </label>
  )
}

function Rights({ language, token }: { language: LanguageTag; token: string }) {
  const { preferences } = words(language).page
  return (
    <section class="panel" aria-labelledby="rights">
      <h2 id="rights">{preferences.rights}</h2>
      <p class="hint">{preferences.rightsText}</p>
      <form method="post" action={`/p/${token}/data`}>
        <p class="actions">
          <button class="button" type="submit">
            {preferences.askData}
          </button>
          <button class="button" type="submit">
            {preferences.erase}
          </button>
        </p>
      </form>
    </section>
  )
}
