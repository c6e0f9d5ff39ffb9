import { newestEdition } from '../engine/approve.ts'
import { runCommand } from '../engine/commands.ts'
import type { Deps } from '../engine/deps.ts'
import { campaignQuestion, type Funnel, funnel } from '../engine/funnel.ts'
import { importContacts } from '../engine/import.ts'
import { type ClassedHits, type Stats, stats } from '../engine/stats.ts'
import { findCampaign } from '../store/campaigns.ts'
import { findInstitution, findOfficer } from '../store/institutions.ts'
import type { Done } from './crowd.ts'
import { type InventedPerson, inventDiaspora, toCsv } from './diaspora.ts'
import { live } from './live.ts'
import { recordObjections } from './objections.ts'

/** A clock whose hands the demonstration moves. */
export type DemoClock = { now(): number; set(ms: number): void }

export type DemoWorld = {
  /** With `clock` as their clock, and mailbox channels: nothing leaves the machine. */
  deps: Deps
  /** Set some days back: the demonstration lives through them and ends before the real now. */
  clock: DemoClock
  /** Where the pages answer; the same as `deps.settings.publicUrl`. */
  baseUrl: string
  /** Path inside the campaign's folder → text. */
  campaignFiles: Record<string, string>
}

export type DemoOptions = {
  contacts?: number
  /** The same seed tells the same story. */
  seed?: number
  /** Share of those who pass it on that ask for a link of their own; the campaign then measures individually. */
  ownLinks?: number
  onStep?(text: string): void
  /** Letters that have arrived, of all. */
  onProgress?(done: number, total: number): void
}

export type DemoFigures = {
  contacts: number
  final: number
  sent: number
  posts: number
  joined: number
  /** Generations beyond the institution's own contacts that have participants. */
  generations: number
  r: number | null
  rByGeneration: { generation: number; participants: number; children: number; r: number | null }[]
  /** Human ones. */
  clicks: number
  shares: number
  visits: number
  /** What hits of links and pages were taken for; `raw` is their sum. */
  hits: { clicks: ClassedHits; visits: ClassedHits; previews: Record<string, number> }
  unsubscribed: number
  /** Real seconds. */
  seconds: number
  /** What the invented people did, counted by themselves. */
  simulated: Done
}

const slug = 'mobilisation-competences'
const institution = {
  slug: 'mcmream',
  name: 'Ministère des Marocains résidant à l’étranger (démonstration)',
  country: 'MA',
}
const author = 'amina@mcmream.example'
const reviewer = 'driss@mcmream.example'
const analyst = 'nadia@mcmream.example'
const source = 'Démonstration (personnes inventées)'

const minuteMs = 60_000
const dayMs = 86_400_000

/**
 * The whole of Mawja at work on people who do not exist: contacts come in, a campaign is published, approved and
 * launched, its waves go out over some simulated days, and readers react over the real public pages.
 */
export async function runDemo(world: DemoWorld, options: DemoOptions = {}): Promise<DemoFigures> {
  const startedAt = Date.now()
  const { contacts = 2000, seed = 1, ownLinks = 0, onStep = () => {}, onProgress = () => {} } = options
  const people = inventDiaspora(contacts, seed)
  await addStaff(world)
  if (ownLinks > 0)
    await runCommand(world.deps, 'institution set', { slug: institution.slug, tracking: 'individual' })
  await importPeople(world, people, seed)
  onStep(`${contacts} invented people imported into "${institution.slug}"`)
  const asked = await publishAndApprove(world, ownLinks > 0)
  onStep(`"${slug}" published by ${author}, approved by ${reviewer}`)
  pass(world, 10 * minuteMs)
  const done = await live(world, {
    people,
    seed,
    ownLinks,
    launch: () => runCommand(world.deps, 'launch', { campaign: slug, as: author }),
    onArrived: (letters) => onProgress(Math.min(letters, asked.final), asked.final),
    onStep,
  })
  const campaign = (await findCampaign(world.deps.db, slug))!
  const figures = await stats(world.deps, campaign)
  return summary({ contacts, final: asked.final, figures, done, seconds: (Date.now() - startedAt) / 1000 })
}

function pass({ clock }: DemoWorld, ms: number): void {
  clock.set(clock.now() + ms)
}

async function addStaff({ deps }: DemoWorld): Promise<void> {
  await runCommand(deps, 'institution add', institution)
  for (const [email, role] of [
    [author, 'officer'],
    [reviewer, 'reviewer'],
    [analyst, 'analyst'],
  ]) {
    await runCommand(deps, 'officer add', { email, role, institution: institution.slug })
  }
}

/** Two files, as such things come; then those who have objected since, and addresses that have died. */
async function importPeople(
  world: DemoWorld,
  people: readonly InventedPerson[],
  seed: number,
): Promise<void> {
  const { deps, clock } = world
  const owner = (await findInstitution(deps.db, institution.slug))!
  const officer = (await findOfficer(deps.db, owner.id, author))!
  const middle = Math.ceil(people.length * 0.7)
  const files = [
    { file: 'demonstration-consulats.csv', rows: people.slice(0, middle), ageMs: 220 * dayMs },
    { file: 'demonstration-salon.csv', rows: people.slice(middle), ageMs: 40 * dayMs },
  ]
  for (const { file, rows, ageMs } of files) {
    await importContacts(deps, {
      institution: owner,
      chunks: toCsv(rows),
      file,
      basis: 'consent',
      source,
      consentedAt: clock.now() - ageMs,
      officerId: officer.id,
    })
    pass(world, 5 * minuteMs)
  }
  await recordObjections(deps, { institutionId: owner.id, officerId: officer.id, people, seed })
}

async function publishAndApprove(world: DemoWorld, individually: boolean): Promise<Funnel> {
  const { deps } = world
  const campaignFiles = individually ? measuringEach(world.campaignFiles) : world.campaignFiles
  pass(world, 15 * minuteMs)
  await runCommand(deps, 'publish', { slug, files: campaignFiles, as: author, place: `campaigns/${slug}/` })
  pass(world, 25 * minuteMs)
  await runCommand(deps, 'approve', { campaign: slug, as: reviewer })
  const campaign = (await findCampaign(deps.db, slug))!
  const edition = await newestEdition(deps, campaign)
  return funnel(deps, await campaignQuestion(deps, campaign.institutionId, edition))
}

/** Chains of people who agreed can be counted only where the campaign may measure each. */
function measuringEach(files: Record<string, string>): Record<string, string> {
  const definition = files['campaign.yaml']!.replace(/^tracking: .*$/m, 'tracking: individual')
  return { ...files, 'campaign.yaml': definition }
}

function summary(it: {
  contacts: number
  final: number
  figures: Stats
  done: Done
  seconds: number
}): DemoFigures {
  const { contacts, final, figures, done, seconds } = it
  return {
    contacts,
    final,
    sent: figures.sent,
    posts: figures.posts,
    joined: figures.joins,
    generations: figures.generations.filter(
      ({ generation, participants }) => generation > 0 && participants > 0,
    ).length,
    r: figures.reproduction,
    rByGeneration: figures.generations,
    clicks: figures.clicks.human,
    shares: figures.shares,
    visits: figures.visits.human,
    hits: { clicks: figures.clicks, visits: figures.visits, previews: figures.previews },
    unsubscribed: figures.unsubscribes,
    seconds,
    simulated: done,
  }
}
