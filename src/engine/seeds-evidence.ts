import { type GroupPosterior, groupPosteriors, personPosterior } from '../core/seeds/posterior.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type GroupCount, groupCounts, ownLinks, pastCampaigns, type Reader } from '../store/seeds.ts'
import type { Deps } from './deps.ts'
import { tally } from './tally.ts'

/** After a week 96 of 100 who will come over an e-mail have come (Iribarren & Moro 2009): a younger campaign is not past. */
const weekMs = 7 * 24 * 3_600_000
const smallest = 10

export type Group = GroupPosterior & {
  country: string
  language: string
  /** Ways in which those who joined came, most first. */
  channels: { channel: string; joins: number }[]
}

export type Evidence = {
  groups: Group[]
  said: {
    campaigns: number
    participants: number
    children: number
    mean: number
    /** `group`: of nobody it is known whom they brought; `person`: of so many it is. */
    of: 'group' | 'person'
    persons: number
    note: string
  }
  expected(reader: Reader): number
  because(reader: Reader): string
}

/** What past campaigns of the institution tell of how many somebody brings. */
export async function evidenceFor(deps: Deps, campaign: Campaign): Promise<Evidence> {
  await tally(deps)
  const { institutionId, id } = campaign
  const before = deps.clock.now() - weekMs
  const past = await pastCampaigns(deps.db, { institutionId, but: id, before })
  const rows = past.map((one) => one.id)
  const { mean, groups } = groupPosteriors(groupsOf(await groupCounts(deps.db, rows)))
  const byKey = new Map(groups.map((one) => [keyOf(one), one]))
  const links = new Map((await ownLinks(deps.db, rows)).map((one) => [one.contactId, one]))
  const meanOf = (reader: Reader) => byKey.get(keyOf(reader))?.mean ?? mean
  const sum = (of: (one: Group) => number) => groups.reduce((total, one) => total + of(one), 0)
  return {
    groups,
    said: {
      campaigns: past.length,
      participants: sum((one) => one.participants),
      children: sum((one) => one.children),
      mean: Math.round(mean * 1e4) / 1e4,
      of: links.size > 0 ? 'person' : 'group',
      persons: links.size,
      note: noteOf(past.length, links.size),
    },
    expected: (reader) => {
      const own = links.get(reader.id)
      return own ? personPosterior({ groupMean: meanOf(reader), ...own }) : meanOf(reader)
    },
    because: (reader) => {
      const own = links.get(reader.id)
      const group = groupWords(byKey.get(keyOf(reader)), reader, { mean, campaigns: past.length })
      return own
        ? `because ${own.children} joined over a link of their own in ${campaignWords(own.campaigns)}; ${group}`
        : `because ${group}`
    },
  }
}

const keyOf = (it: { country: string | null; language: string }) => `${it.country ?? ''} ${it.language}`

/** Readers and all who joined take part; who joined counts for the group they live in, because who brought them is not kept. */
function groupsOf(rows: readonly GroupCount[]) {
  const groups = new Map<string, Omit<Group, 'mean' | 'weight'>>()
  for (const { country, language, channel, readers, joins } of rows) {
    const key = keyOf({ country, language })
    const group = groups.get(key) ?? { country, language, participants: 0, children: 0, channels: [] }
    group.participants += readers + joins
    group.children += joins
    if (joins > 0) group.channels.push({ channel, joins })
    groups.set(key, group)
  }
  for (const { channels } of groups.values()) channels.sort((a, b) => b.joins - a.joins)
  return [...groups.values()]
}

function noteOf(campaigns: number, persons: number): string {
  if (campaigns === 0)
    return 'no campaign of this institution is a week old yet: everybody is expected to bring alike, and the order is by lot'
  const groups =
    'who joined is counted for the country and language they live in: whom they came by is not kept'
  return persons === 0
    ? `figures are of groups, not of persons; ${groups}`
    : `of ${persons} people who agreed to links of their own it is known how many came over them; for the others, ${groups}`
}

function groupWords(
  group: Group | undefined,
  reader: Reader,
  all: { mean: number; campaigns: number },
): string {
  const where = `${reader.country ?? 'no country'}, ${reader.language}`
  const rest = `all: ${figure(all.mean)}`
  if (!group || group.participants < smallest) return `${where}: too few took part before to tell; ${rest}`
  const [first] = group.channels
  const most = first && first.joins >= smallest ? `, most over ${first.channel}` : ''
  return `${where}: ${campaignWords(all.campaigns)}, ${joinedWords(group.children)} beside ${group.participants} who took part${most}; group mean ${figure(group.mean)}; ${rest}`
}

const campaignWords = (count: number) => (count === 1 ? '1 campaign' : `${count} campaigns`)
const joinedWords = (count: number) =>
  count < smallest ? `fewer than ${smallest} joined` : `${count} joined`
const figure = (value: number) => String(Math.round(value * 1000) / 1000)
