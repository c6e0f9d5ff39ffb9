import { type JoinFlag, joinFlags } from '../core/join-flags.ts'
import type { Finding } from '../core/stop-rules.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type TallyRow, talliesOf } from '../store/events.ts'
import { guessesOf } from '../store/flags.ts'
import { type Exclusion, exclusions } from '../store/funnel.ts'
import { unknownCountOf, type WaitingStep, waitingByStep } from '../store/progress.ts'
import type { Deps } from './deps.ts'
import { findingsOf, type Stopped, stoppedOf } from './stop.ts'
import { tally } from './tally.ts'

export type Hits = { raw: number; human: number }
/** `raw` is the sum of the others: no hit is dropped. */
export type ClassedHits = Hits & { machine: number; preview: number; unknown: number }
/** `clicks` is null where the address of a click does not tell: nobody's country is in a link. */
export type Cell = {
  audience: number
  sent: number
  clicks: number | null
  joins: number
  unsubscribes: number
}
/** `r` = children / participants of the generation; null while it has none. */
export type Generation = { generation: number; participants: number; children: number; r: number | null }

export type Stats = {
  campaign: string
  state: string
  /** The rule that holds it, with the figures it saw and when. */
  stopped: Stopped | null
  /** Rules that stop it or warn now, with their figures. */
  warnings: Finding[]
  audience: number
  /** Whom the launch left out, by the first reason. */
  excluded: Record<Exclusion, number>
  /** People of the audience who get nothing, so that the effect can be told. */
  heldOut: number
  sent: number
  refused: number
  unknown: number
  skipped: number
  waiting: number
  posts: number
  clicks: ClassedHits
  visits: ClassedHits
  /** Of all hits: not yet ten minutes old, so what they are taken for may still change. */
  pending: number
  /** Times that an app drew the preview of a link: somebody pasted it there. */
  previews: Record<string, number>
  /** Presses of a share button that look human. */
  shares: number
  signups: number
  joins: number
  /** Odd joins and attempts by reason (core/join-flags); `unknown-token` is of the installation: it names no campaign. */
  flagged: Record<JoinFlag, number>
  unsubscribes: number
  bounces: number
  complaints: number
  byLanguage: Record<string, Cell>
  byCountry: Record<string, Cell>
  byVariant: Record<string, Cell>
  /** Hits by link: what in the message people wanted. */
  byLink: Record<string, Hits>
  sharesByChannel: Record<string, number>
  generations: Generation[]
  /** All joins / all participants = 1 - seeds / total (Watts & Peretti 2007); null before anybody takes part. */
  reproduction: number | null
}

/** The figures of a campaign, up to this moment. No figure needs a person. */
export async function stats(deps: Deps, campaign: Campaign): Promise<Stats> {
  await tally(deps)
  const rows = await talliesOf(deps.db, campaign.id)
  const waiting = await waitingByStep(deps.db, campaign.id)
  const mails = waiting.filter((row) => row.channel === 'email' && row.trigger === 'launch')
  return {
    campaign: campaign.slug,
    state: campaign.state,
    stopped: stoppedOf(campaign),
    warnings: await findingsOf(deps, campaign),
    unknown: await unknownCountOf(deps.db, campaign.id),
    waiting: sum(mails.map((row) => row.count)),
    signups: signupsOf(rows, waiting),
    flagged: flaggedOf(rows, await guessesOf(deps.db)),
    ...talliedOf(rows),
  }
}

/** Letters of confirmation, whatever became of them. */
const signupsOf = (rows: readonly TallyRow[], waiting: readonly WaitingStep[]) =>
  count(rows.filter(({ trigger, kind }) => trigger === 'signup' && ended.includes(kind))) +
  sum(waiting.filter(({ trigger }) => trigger === 'signup').map((row) => row.count))
const ended: readonly string[] = ['sent', 'refused', 'skipped']

/** What tallies alone tell: the same cost however many messages a campaign has. */
export type Tallied = Omit<
  Stats,
  'campaign' | 'state' | 'stopped' | 'warnings' | 'unknown' | 'waiting' | 'signups' | 'flagged'
>

/** The figures for whoever looks at many campaigns at once. */
export async function tallied(deps: Deps, campaign: Campaign): Promise<Tallied> {
  await tally(deps)
  return talliedOf(await talliesOf(deps.db, campaign.id))
}

function talliedOf(rows: readonly TallyRow[]): Tallied {
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const launched = (row: TallyRow) => row.trigger === 'launch' && row.channel === 'email'
  const generations = generationsOf(rows)
  const total = sum(generations.map((one) => one.participants))
  return {
    audience: count(of('audience')),
    excluded: excludedOf(of('excluded')),
    heldOut: count(of('held')),
    sent: count(of('sent').filter(launched)),
    refused: count(of('refused').filter(launched)),
    skipped: count(of('skipped').filter(launched)),
    posts: count(of('sent').filter((row) => row.channel !== 'email')),
    clicks: classedHits(of('click')),
    visits: classedHits(of('visit')),
    pending: count(rows.filter((row) => row.pending && row.kind !== 'preview')),
    previews: grouped(of('preview'), (row) => row.class, count),
    shares: hits(of('share')).human,
    joins: count(of('join')),
    unsubscribes: count(of('unsubscribe')),
    bounces: count(of('bounce')),
    complaints: count(of('complaint')),
    byLanguage: cells(rows, (row) => row.language, true),
    byCountry: cells(rows, (row) => row.country, false),
    byVariant: cells(
      rows.filter((row) => row.variant),
      (row) => row.variant,
      true,
    ),
    byLink: grouped(
      of('click').filter((row) => row.url !== null),
      (row) => row.url!,
      hits,
    ),
    sharesByChannel: grouped(of('share').filter(isHuman), (row) => row.shareChannel, count),
    generations,
    reproduction: total ? count(of('join')) / total : null,
  }
}

function excludedOf(rows: readonly TallyRow[]): Record<Exclusion, number> {
  const counts = exclusions.map((reason) => [reason, count(rows.filter((row) => row.class === reason))])
  return Object.fromEntries(counts) as Record<Exclusion, number>
}

export function flaggedOf(rows: readonly TallyRow[], guesses: number): Record<JoinFlag, number> {
  const of = (flag: JoinFlag) => count(rows.filter((row) => row.kind === 'flag' && row.class === flag))
  const counts = joinFlags.map((flag) => [flag, flag === 'unknown-token' ? guesses : of(flag)])
  return Object.fromEntries(counts) as Record<JoinFlag, number>
}

/** Participants by generation, 0 = the audience, and what each brought. */
export function generationsOf(rows: readonly TallyRow[]): Generation[] {
  const joins = rows.filter((row) => row.kind === 'join')
  const last = Math.max(0, ...joins.map((row) => row.generation))
  const seeds = count(rows.filter((row) => row.kind === 'audience'))
  const sizes = Array.from({ length: last + 1 }, (_, generation) =>
    generation === 0 ? seeds : count(joins.filter((row) => row.generation === generation)),
  )
  return sizes.map((participants, generation) => {
    const children = sizes[generation + 1] ?? 0
    return { generation, participants, children, r: participants ? children / participants : null }
  })
}

function cells(
  rows: readonly TallyRow[],
  key: (row: TallyRow) => string,
  clicksKnown: boolean,
): Record<string, Cell> {
  const counted = rows.filter(
    (row) =>
      ['audience', 'join', 'unsubscribe'].includes(row.kind) ||
      (row.kind === 'click' && clicksKnown) ||
      (row.kind === 'sent' && row.trigger === 'launch' && row.channel === 'email'),
  )
  return grouped(counted, key, (own) => {
    const of = (kind: string) => own.filter((row) => row.kind === kind)
    return {
      audience: count(of('audience')),
      sent: count(of('sent')),
      clicks: clicksKnown ? hits(of('click')).human : null,
      joins: count(of('join')),
      unsubscribes: count(of('unsubscribe')),
    }
  })
}

function grouped<T>(
  rows: readonly TallyRow[],
  key: (row: TallyRow) => string,
  fold: (own: TallyRow[]) => T,
): Record<string, T> {
  const groups = Map.groupBy(rows, key)
  const sorted = [...groups].sort((a, b) => count(b[1]) - count(a[1]) || a[0].localeCompare(b[0]))
  return Object.fromEntries(sorted.map(([name, own]) => [name, fold(own)]))
}

const isHuman = (row: TallyRow) => row.class === 'human'
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const count = (rows: readonly TallyRow[]) => sum(rows.map((row) => row.count))
const hits = (rows: readonly TallyRow[]): Hits => ({ raw: count(rows), human: count(rows.filter(isHuman)) })

function classedHits(rows: readonly TallyRow[]): ClassedHits {
  const of = (name: string) => count(rows.filter((row) => row.class === name))
  return { ...hits(rows), machine: of('machine'), preview: of('preview'), unknown: of('unknown') }
}
