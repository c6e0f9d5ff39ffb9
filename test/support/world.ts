import mjml2html from 'mjml'
import type { Outgoing, Receipt } from '../../src/core/channel.ts'
import type { Channel } from '../../src/core/ports.ts'
import { approve } from '../../src/engine/approve.ts'
import type { Deps } from '../../src/engine/deps.ts'
import { importContacts } from '../../src/engine/import.ts'
import { launch } from '../../src/engine/launch.ts'
import { campaignNamed } from '../../src/engine/named.ts'
import { publish } from '../../src/engine/publish.ts'
import { readTemplates } from '../../src/node/files.ts'
import { mjmlCompiler } from '../../src/render/mjml.ts'
import { type Institution, type Officer, saveOfficer } from '../../src/store/institutions.ts'
import { smallCampaign } from './campaign.ts'
import { freshDb, storeDeps, type TestDb, testInstitution, testNow } from './database.ts'

/** A channel that does what the test says; without a script it accepts. */
export type ScriptedChannel = Channel & {
  arrived: Outgoing[]
  /** Decides about a message before it arrives; undefined = accept. */
  decide: (message: Outgoing) => Receipt | undefined | Promise<Receipt | undefined>
}

export function scriptedChannel(name: 'email' | 'x'): ScriptedChannel {
  const channel: ScriptedChannel = {
    name,
    onUnknown: name === 'email' ? 'resend' : 'ask',
    concurrency: name === 'email' ? 5 : 1,
    arrived: [],
    decide: () => undefined,
    async send(message) {
      const decided = await channel.decide(message)
      if (decided?.outcome !== 'refused') channel.arrived.push(message)
      return decided ?? { outcome: 'accepted', remoteId: `remote-${message.id}` }
    },
  }
  return channel
}

export type World = {
  db: TestDb
  at: { now: number }
  deps: Deps
  mail: ScriptedChannel
  posts: ScriptedChannel
  institution: Institution
  author: Officer
  reviewer: Officer
  import(rows: readonly string[]): Promise<void>
  publish(files?: Record<string, string>): Promise<Awaited<ReturnType<typeof publish>>>
  /** Published, approved by the second officer, launched. */
  launch(files?: Record<string, string>): Promise<void>
  campaign(): ReturnType<typeof campaignNamed>
}

/** Real SQLite, a clock that stands still until it is moved, channels that obey. */
export async function makeWorld(file?: string): Promise<World> {
  const db = await freshDb(file)
  const at = { now: testNow }
  const [mail, posts] = [scriptedChannel('email'), scriptedChannel('x')]
  const deps: Deps = {
    ...storeDeps(db, at),
    channels: new Map([mail, posts].map((channel) => [channel.name, channel])),
    compile: mjmlCompiler(mjml2html),
    templates: readTemplates(),
  }
  const institution = await testInstitution(db)
  const officer = (email: string, role: string) =>
    saveOfficer(db, { institutionId: institution.id, email, role, createdAt: testNow })
  const author = await officer('amina@mre.example', 'officer')
  const reviewer = await officer('driss@mre.example', 'reviewer')
  const world: World = {
    db,
    at,
    deps,
    mail,
    posts,
    institution,
    author,
    reviewer,
    async import(rows) {
      const text = ['email,firstName,lastName,languages,country', ...rows].join('\n')
      const chunks = (async function* () {
        yield new TextEncoder().encode(text)
      })()
      const consent = { basis: 'consent', source: 'Salon des MRE 2025', consentedAt: testNow - 1000 } as const
      await importContacts(deps, { institution, chunks, file: 'people.csv', ...consent })
    },
    publish: (files = smallCampaign()) => publish(deps, { slug: 'competences', files, author }),
    async launch(files) {
      await world.publish(files)
      await approve(deps, { campaign: await world.campaign(), officer: reviewer })
      await launch(deps, { campaign: await world.campaign() })
    },
    campaign: () => campaignNamed(deps, 'competences'),
  }
  return world
}

/** `count` invented people, round the countries and languages of the small campaign. */
export function people(count: number): string[] {
  const countries = ['BE', 'FR', 'NL']
  const languages = ['fr', 'ar', 'nl|fr', 'ary', 'sv']
  return Array.from(
    { length: count },
    (_, index) =>
      `reader${index}@diaspora.example,Nom${index},Exemple,${languages[index % 5]},${countries[index % 3]}`,
  )
}
