import type { StepTime } from '../../core/schedule/step-time.ts'
import { zoneOf } from '../../core/time.ts'
import { comparingWords } from '../../i18n/desk/comparing-words.ts'
import { planWords } from '../../i18n/desk/plan-words.ts'
import type { DeskLanguage } from '../../i18n/desk/words.ts'
import { plural } from '../../i18n/words.ts'
import { countryName, day, localeOf, moment, say, shortMoment, span, zoneName } from '../ui/say.ts'
import type { CampaignView } from './campaign-view.ts'
import { Num } from './number.tsx'
import { type HoursView, instantOf, type Place, type StepView, type WarningView } from './plan-view.ts'
import { shownColumn } from './small-cells.ts'

type Props = { language: DeskLanguage; view: CampaignView }

/** A campaign may reach a hundred places; whoever wants them all asks the command line. */
const mostPlaces = 8

/** When each step goes out, on whose clock, and what is uncertain about it. */
export function Plan({ language, view }: Props) {
  const words = planWords(language)
  const { steps, warnings } = view.plan
  if (!steps.length) return null
  return (
    <section class="plan" aria-labelledby="plan-title">
      <h2 id="plan-title">{words.title}</h2>
      {warnings.length > 0 && <Warnings language={language} warnings={warnings} />}
      {steps.map((step, index) => (
        <Step {...{ language, view, step }} open={index === 0 && view.launchedAt === null} />
      ))}
      {view.launchedAt === null && (
        <p>
          <a href={`/desk/campaigns/${view.slug}/figures/experiment`}>
            {comparingWords(language).size.title}
          </a>
        </p>
      )}
    </section>
  )
}

function Warnings({ language, warnings }: { language: DeskLanguage; warnings: readonly WarningView[] }) {
  const { unsure, why } = planWords(language)
  return (
    <div class="notice">
      <strong>{unsure.title}</strong>
      <ul>
        {warnings.map(({ kind, step, places, date, name }) => (
          <li>
            {say(language, unsure[kind], {
              step,
              place: placeNames(language, places),
              date: day(language, Date.parse(date), 'UTC'),
              name,
              why: why[name as keyof typeof why] ?? name,
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Step({ language, view, step, open }: Props & { step: StepView; open: boolean }) {
  const words = planWords(language)
  const { id, channel, at, held } = step
  return (
    <details open={open}>
      <summary>
        <bdi id={`plan-${id}`}>{id}</bdi>
        <span class="hint">
          {words.channel[channel as keyof typeof words.channel] ?? channel}, {beginning(language, view, at)}
        </span>
      </summary>
      {held.map(({ wave, until }) => (
        <p class="hint">
          {say(language, words.held.planned, { wave, date: shortMoment(language, until, view.timeZone) })}
        </p>
      ))}
      {step.hours.length > 0 && <Hours language={language} view={view} step={step} />}
    </details>
  )
}

function Hours({ language, view, step }: Props & { step: StepView }) {
  const words = planWords(language)
  const { column } = words
  const counts = shownColumn(
    step.hours.map(({ count }) => count),
    view.veil,
  )
  const recurs = step.at !== null && 'every' in step.at
  const nth = (index: number) =>
    recurs
      ? say(language, column.next, { number: index + 1 })
      : say(language, column.wave, { wave: index + 1 })
  return (
    <section class="scroll" tabindex={0} aria-labelledby={`plan-${step.id}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{column.place}</th>
            {step.channel === 'email' && (
              <th scope="col" class="number">
                {column.readers}
              </th>
            )}
            {step.hours[0]!.waves.map((_, index) => (
              <th scope="col">{nth(index)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {step.hours.map((hours, index) => (
            <tr>
              <th scope="row">
                {placeNames(language, hours.places)}
                {hours.variant !== undefined && ' · '}
                {hours.variant !== undefined && (
                  <small class="hint">{say(language, words.variant, { variant: hours.variant })}</small>
                )}
              </th>
              {step.channel === 'email' && (
                <td class="number">
                  <Num language={language} value={counts[index]!} />
                </td>
              )}
              {hours.waves.map((wall, wave) => (
                <td>
                  <Hour language={language} zone={hours.zone} wall={wall} why={hours.why[wave] ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type HourProps = { language: DeskLanguage; zone: string; wall: string; why: HoursView['why'][number] }

/** What never goes out has no hour. */
function Hour({ language, zone, wall, why }: HourProps) {
  const words = planWords(language)
  const dropped = why === 'expired' || why === 'late' || why === 'closed'
  return (
    <>
      {!dropped && shortMoment(language, instantOf(wall), zone)}
      {why && <small class="hint">{words.why[why]}</small>}
    </>
  )
}

/** `Belgique, France et 3 autres lieux`. */
function placeNames(language: DeskLanguage, places: readonly Place[]): string {
  const named = places.length > mostPlaces + 1 ? places.slice(0, mostPlaces) : places
  const left = places.length - named.length
  const names = named.map((place) => placeName(language, place))
  if (left > 0) names.push(plural(language, planWords(language).more, left))
  return new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(names)
}

/** The country of residence, with the clock where it is not the country's own. */
function placeName(language: DeskLanguage, { zone, country }: Place): string {
  if (!country) return zoneName(language, zone)
  const name = countryName(language, country)
  return zone === zoneOf(null, country) ? name : `${name} (${zoneName(language, zone)})`
}

function beginning(language: DeskLanguage, view: CampaignView, at: StepTime | null): string {
  const { begins, on, delay: delays } = planWords(language)
  if (!at) return begins.launch
  const after = (delay: string) => {
    const length = span(language, delay)
    return length === null ? delays.none : say(language, delays.some, { delay: length })
  }
  if ('every' in at)
    return say(language, begins.every, { rule: at.every.replace('RRULE:', ''), hour: at.local })
  if ('at' in at)
    return say(language, begins.at, { date: moment(language, Date.parse(at.at), view.timeZone) })
  if ('after' in at) return say(language, begins.after, { delay: after(at.delay), step: at.after })
  if ('on' in at) return say(language, on[at.on], { delay: after(at.delay), step: at.of })
  const date = moment(language, Date.parse(`${at.local.replace(' ', 'T')}Z`), 'UTC')
  if (at.zone === 'recipient' || at.zone === 'sender') return say(language, begins[at.zone], { date })
  return say(language, begins.zone, { date, zone: zoneName(language, at.zone) })
}
