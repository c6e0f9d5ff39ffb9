import { inLanguage } from '../core/campaign.ts'
import { type Controller, controllerFacts } from '../core/controller.ts'
import { type Periods, ruleNames } from '../core/retention.ts'
import { registerWords as words } from '../i18n/register.ts'
import { fill, words as publicWords } from '../i18n/words.ts'
import type { Institution } from '../store/institutions.ts'
import {
  countsOf,
  heldCounts,
  heldFields,
  type Question,
  type RegisterCampaign,
  registerCampaigns,
  type Tally,
} from '../store/register.ts'
import { newestRun } from '../store/retention.ts'
import type { Deps } from './deps.ts'
import { periodsFor } from './retention.ts'

export type RegisterEntry = {
  slug: string
  class: 'campaign' | 'notice' | 'service'
  state: string
  launched: string | null
  tracking: string | null
  reason: string | null
}

/** What there is to say of an institution's processing, as facts; counts and names of things, never of readers. */
export type Register = {
  at: string
  institution: string
  name: string
  country: string | null
  controller: Controller
  people: number
  pending: number
  categories: Tally[]
  counts: Record<Question, Tally[]>
  receivers: Record<string, string | null>
  retention: Periods
  retentionProvedAt: string | null
  campaigns: RegisterEntry[]
}

const questions = [
  'channels',
  'countries',
  'custom',
  'consents',
  'sources',
  'measured',
  'returned',
  'replied',
  'suppressions',
  'requests',
  'staff',
] as const satisfies readonly Question[]

/** The register of processing of an institution (GDPR articles 28 and 30, law 09-08), from what is really there. */
export async function register(deps: Deps, institution: Institution): Promise<Register> {
  const held = await heldCounts(deps.db, institution.id)
  const counts = {} as Record<Question, Tally[]>
  for (const question of questions) counts[question] = await countsOf(deps.db, question, institution.id)
  const run = await newestRun(deps.db)
  return {
    at: new Date(deps.clock.now()).toISOString(),
    institution: institution.slug,
    name: institution.name,
    country: institution.country,
    controller: JSON.parse(institution.controller) as Controller,
    people: held.people,
    pending: held.pending,
    categories: heldFields.filter((name) => held[name]).map((name) => ({ name, count: held[name] })),
    counts,
    receivers: { ...deps.settings.receivers },
    retention: periodsFor(institution),
    retentionProvedAt: run && new Date(run.at).toISOString(),
    campaigns: (await registerCampaigns(deps.db, institution.id)).map(entryOf),
  }
}

function entryOf({ slug, kind, state, launchedAt, definition }: RegisterCampaign): RegisterEntry {
  const reason = definition?.class === 'notice' ? inLanguage(definition.reason ?? {}, 'fr', 'fr') : null
  return {
    slug,
    class: kind === 'service' ? 'service' : (definition?.class ?? 'campaign'),
    state,
    launched: launchedAt === null ? null : new Date(launchedAt).toISOString(),
    tracking: definition?.tracking ?? null,
    reason: reason || null,
  }
}

/** The same as a document in Markdown, in French. */
export function registerDocument(it: Register): string {
  const { sections } = words
  const parts: [string, string[]][] = [
    [sections.controller, controllerLines(it)],
    [sections.purposes, table(words.purposes.map((pair) => [...pair]))],
    [sections.people, peopleLines(it)],
    [sections.recipients, recipientLines(it)],
    [sections.transfers, transferLines(it)],
    [sections.retention, retentionLines(it)],
    [sections.security, words.security.map((line) => `- ${line}`)],
    [sections.campaigns, campaignLines(it)],
    [sections.requests, tallies(it.counts.requests, (name) => label(words.requests, name))],
  ]
  const body = parts.map(([title, lines]) => `## ${title}\n\n${lines.join('\n')}\n`)
  return [`# ${words.title}\n`, `${fill(words.made, { date: day(it.at) })}\n`, ...body].join('\n')
}

function controllerLines(it: Register): string[] {
  const facts = controllerFacts.map((fact): [string, string] => [
    words.controller[fact],
    it.controller[fact] ?? fill(words.unknown, { institution: it.institution, fact }),
  ])
  return table([[words.controller.name, it.name], [words.controller.country, it.country ?? ''], ...facts])
}

function peopleLines(it: Register): string[] {
  const { fields } = publicWords('fr').page.ownData
  const { people, counts } = { people: words.people, counts: it.counts }
  const named = (title: string, rows: Tally[], name?: (text: string) => string) => [
    '',
    `### ${title}`,
    '',
    ...tallies(rows, name),
  ]
  return [
    ...table([
      [people.people, String(it.people)],
      [people.pending, String(it.pending)],
    ]),
    ...named(people.categories, it.categories, (name) => label(fields, name)),
    ...named(people.channels, counts.channels),
    ...named(people.custom, counts.custom),
    ...named(people.consents, counts.consents),
    ...named(people.measured, counts.measured),
    ...named(people.returned, counts.returned, (name) => label(words.returned, name)),
    ...named(people.replied, counts.replied, (name) => label(words.replied, name)),
    ...named(people.suppressions, counts.suppressions),
    ...named(people.sources, counts.sources),
    '',
    people.sensitive,
  ]
}

function recipientLines(it: Register): string[] {
  const { recipients } = words
  const hosts = Object.entries(it.receivers).map(([channel, host]) => [
    label(recipients, channel),
    host ?? recipients.builtIn,
  ])
  const staff = it.counts.staff.map(({ name, count }) => `${name} : ${count}`).join(' ; ')
  return table([
    [recipients.staff, staff || words.none],
    ...hosts,
    [recipients.hosting, it.controller.hosting ?? words.none],
  ])
}

function transferLines(it: Register): string[] {
  const { transfers } = words
  const basis =
    it.controller.transfer ?? fill(words.unknown, { institution: it.institution, fact: 'transfer' })
  const countries = tallies(it.counts.countries, (name) => name || transfers.nowhere)
  return [`${transfers.basis} : ${cell(basis)}`, '', `### ${transfers.countries}`, '', ...countries]
}

function retentionLines(it: Register): string[] {
  const { retention } = words
  const rows = ruleNames.map((rule) => [retention[rule], fill(retention.days, { days: it.retention[rule] })])
  const last = it.retentionProvedAt
    ? fill(retention.last, { date: day(it.retentionProvedAt) })
    : retention.never
  return [...table(rows), '', retention.others, '', last]
}

function campaignLines(it: Register): string[] {
  const { campaigns } = words
  if (!it.campaigns.length) return [words.none]
  const head = ['slug', 'class', 'state', 'launched', 'tracking', 'reason'] as const
  const rows = it.campaigns.map((one) => [
    one.slug,
    campaigns[one.class],
    one.state,
    one.launched ? day(one.launched) : '',
    one.tracking ?? '',
    one.reason ?? '',
  ])
  return table(
    rows,
    head.map((name) => campaigns[name]),
  )
}

const label = (names: object, name: string): string => (names as Record<string, string>)[name] ?? name
const day = (iso: string) => iso.slice(0, 10)

function tallies(rows: readonly Tally[], name: (text: string) => string = (text) => text): string[] {
  if (!rows.length) return [words.none]
  return table(
    rows.map((row) => [name(row.name), String(row.count)]),
    ['', words.count],
  )
}

/** Words come from files and people: none may end its cell or begin a line of its own. */
const cell = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\|<>[\]`*_]/g, (sign) => `\\${sign}`)

function table(rows: readonly (readonly string[])[], head: readonly string[] = ['', '']): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
