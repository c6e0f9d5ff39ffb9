import { controllerFacts } from '../../../core/controller.ts'
import { periodsOf, ruleNames } from '../../../core/retention.ts'
import { type Windows, weekdays, windowChannels } from '../../../core/schedule/window.ts'
import type { Institution } from '../../../store/institutions.ts'

/** The form of the settings: every field a text, a box that is ticked `yes`, one that is not absent. */
export type SettingsForm = ReadonlyMap<string, string>

/** What the form shows before anybody typed. */
export function formOfInstitution(it: Institution): SettingsForm {
  const periods = periodsOf(JSON.parse(it.retention) as Record<string, number>)
  const controller = JSON.parse(it.controller) as Record<string, string>
  return new Map([
    ['name', it.name],
    ['country', it.country ?? ''],
    ['zone', it.timeZone ?? ''],
    ['tracking', it.trackingMode],
    ['cap-count', String(it.capCount ?? '')],
    ['cap-days', String(it.capDays ?? '')],
    ...ruleNames.map((rule) => [`period-${rule}`, String(periods[rule])] as const),
    ...controllerFacts.map((fact) => [`fact-${fact}`, controller[fact] ?? ''] as const),
    ...windowFields(JSON.parse(it.windows) as Windows),
  ])
}

function windowFields(windows: Windows): [string, string][] {
  return windowChannels.flatMap((channel): [string, string][] => {
    const window = windows[channel]
    const days = window?.days ?? []
    return [
      [`${channel}-from`, window?.from ?? ''],
      [`${channel}-until`, window?.until ?? ''],
      [`${channel}-holidays`, window?.holidays ?? ''],
      ...days.map((day): [string, string] => [`${channel}-${day}`, 'yes']),
    ]
  })
}

/** What `institution set` is asked to change: only what differs from what holds, so that the log says no more. */
export function changesIn(form: SettingsForm, it: Institution): Record<string, unknown> {
  const before = formOfInstitution(it)
  const word = (name: string) => form.get(name) ?? ''
  const differs = (names: readonly string[]) => names.some((name) => word(name) !== (before.get(name) ?? ''))
  const periods = ruleNames.filter((rule) => word(`period-${rule}`) && differs([`period-${rule}`]))
  const facts = controllerFacts.filter((fact) => differs([`fact-${fact}`]))
  const windows = windowChannels.filter((channel) => differs(fieldsOfWindow(channel)))
  return {
    ...(differs(['name']) ? { name: word('name') } : {}),
    ...(differs(['country']) ? { country: word('country').toUpperCase() || null } : {}),
    ...(differs(['zone']) ? { timeZone: word('zone') } : {}),
    ...(differs(['tracking']) ? { tracking: word('tracking') } : {}),
    ...(differs(['cap-count', 'cap-days']) ? { cap: capOf(word('cap-count'), word('cap-days')) } : {}),
    ...(periods.length
      ? { retention: periods.map((rule) => `${rule}=${word(`period-${rule}`)}`).join(',') }
      : {}),
    ...(facts.length ? { controller: facts.map((fact) => `${fact}=${word(`fact-${fact}`)}`).join(',') } : {}),
    ...(windows.length
      ? { windows: Object.fromEntries(windows.map((channel) => [channel, windowIn(word, channel)])) }
      : {}),
  }
}

const capOf = (count: string, days: string) =>
  count || days ? { count: Number(count), days: Number(days) } : null

const fieldsOfWindow = (channel: string) =>
  ['from', 'until', 'holidays', ...weekdays].map((name) => `${channel}-${name}`)

function windowIn(word: (name: string) => string, channel: string): object | null {
  const days = weekdays.filter((day) => word(`${channel}-${day}`))
  const texts = (['from', 'until', 'holidays'] as const)
    .map((name) => [name, word(`${channel}-${name}`)] as const)
    .filter(([, text]) => text)
  const window = { ...Object.fromEntries(texts), ...(days.length ? { days } : {}) }
  return Object.keys(window).length ? window : null
}
