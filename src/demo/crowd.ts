import { withinWindow, zoneOf } from '../core/time.ts'
import type { Agenda } from './agenda.ts'
import { phoneOf } from './browser.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { InventedPerson } from './diaspora.ts'

/** How people behave: shares of those who could. With these, one participant brings about 0.3 others. */
export const habits = {
  unsubscribes: 0.01,
  clicks: 0.25,
  /** Who looked at what the mail is about passes it on more readily: 12 % of all. */
  passesOn: { afterClick: 0.3, otherwise: 0.06 },
  /** Mean number of friends told by somebody who passes it on; see `overdispersed`. */
  friendsTold: 4.1,
  opensLink: 0.85,
  signsUp: 0.85,
  confirms: 0.9,
  /** The link comes round to the one who shared it. */
  comesBack: 0.04,
  readsOnTheWeb: 0.02,
  /** Strangers under a public post, for every contact of the institution. */
  meetPost: 1 / 250,
  strangerSignsUp: 0.12,
} as const

export type Reader = {
  address: string
  firstName: string
  country: string
  languages: string
  timeZone: string | null
  /** 0 = of the institution's own contacts; n + 1 = told by somebody of generation n. */
  generation: number
  /** Takes part in the campaign. */
  participates: boolean
  /** When they came to it, ms. */
  cameAt: number | null
  /** Whose own link they were given. */
  toldBy: Reader | null
  /** A person makes up their mind once, not at every mail. */
  decided: boolean
  /** Has signed up and looks for the mail that confirms it. */
  awaits: boolean
  agent: string
  /** Address of their line at home, from a range that is kept for examples (RFC 9637). */
  from: string
}

/** What the people really did, to be compared with what the figures say. Human hits only. */
export type Done = {
  joins: number
  joinsByGeneration: Record<number, number>
  unsubscribes: number
  clicks: number
  shares: number
  visits: number
  /** Counted addresses that mail filters asked for, and previews by app. */
  scans: number
  previews: Record<string, number>
  /** Over links that people asked for as their own: who asked, and hours from each of them to those who joined. */
  chains: { links: number; hours: number[] }
}

export type Crowd = {
  seed: number
  baseUrl: string
  agenda: Agenda
  now(): number
  /** Number of the institution's own contacts. */
  contacts: number
  /** Share of those who pass it on that ask for a link of their own first. */
  ownLinks: number
  people: Map<string, Reader>
  done: Done
}

export const nothingDone = (): Done => ({
  joins: 0,
  joinsByGeneration: {},
  unsubscribes: 0,
  clicks: 0,
  shares: 0,
  visits: 0,
  scans: 0,
  previews: {},
  chains: { links: 0, hours: [] },
})

export function readerFrom(
  seed: number,
  person: InventedPerson & { email: string },
  it: { generation: number; participates: boolean },
): Reader {
  return {
    address: person.email,
    firstName: person.firstName,
    country: person.country,
    languages: person.languages,
    timeZone: person.timeZone || null,
    ...it,
    cameAt: null,
    toldBy: null,
    decided: false,
    awaits: false,
    agent: phoneOf(chanceOf(seed, 'phone', person.email)),
    from: lineOf(chanceOf(seed, 'line', person.email)),
  }
}

/** One network of a few hundred million in 3fff::/20. */
function lineOf(chance: Chance): string {
  const [high, low] = [chance.next() * 2 ** 12, chance.next() * 2 ** 16].map((part) =>
    Math.floor(part).toString(16),
  )
  return `3fff:${high}:${low}::1`
}

/** Puts an act into a person's day: after `afterMs`, at an hour at which they are awake. */
export function later(crowd: Crowd, reader: Reader, afterMs: number, act: () => Promise<void>): void {
  const zone = zoneOf(reader.timeZone, reader.country)
  crowd.agenda.add(withinWindow(crowd.now() + afterMs, zone, { from: '07:00', until: '23:00' }), act)
}

/** What the person's browser says they read. */
export const browserLanguages = (reader: Reader): string => reader.languages.split('|').join(', ')
