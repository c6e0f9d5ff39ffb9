import { mailboxChannel } from '../../../src/channels/mailbox.ts'
import { listen } from '../../../src/cli/serve.ts'
import { sealConfirm, sealIdentity, sealOwnData, sealShare } from '../../../src/core/tokens.ts'
import { approve } from '../../../src/engine/approve.ts'
import type { Deps } from '../../../src/engine/deps.ts'
import { importContacts } from '../../../src/engine/import.ts'
import { startJoin } from '../../../src/engine/join.ts'
import { launch } from '../../../src/engine/launch.ts'
import { preflight } from '../../../src/engine/preflight.ts'
import { publish } from '../../../src/engine/publish.ts'
import { signInLink } from '../../../src/engine/sign-in.ts'
import { drain } from '../../../src/engine/tick.ts'
import { readAssets } from '../../../src/node/assets.ts'
import { readCampaignFolder } from '../../../src/node/files.ts'
import { findCampaign } from '../../../src/store/campaigns.ts'
import { insertEvent } from '../../../src/store/events.ts'
import { addInstitution, saveOfficer } from '../../../src/store/institutions.ts'
import { keepInMailbox } from '../../../src/store/mailbox.ts'
import { personByEmail } from '../../../src/store/people.ts'
import { signupOf } from '../../../src/store/signups.ts'
import { createApp } from '../../../src/web/app.tsx'
import { testNow } from '../../support/database.ts'
import { makeWorld, scriptedChannel } from '../../support/world.ts'
import { zone } from '../../support/zone.ts'
import { notice } from './notice.ts'
import { timed } from './timed.ts'
import { writeBack } from './write-back.ts'

export type Site = Awaited<ReturnType<typeof openSite>>
export const slug = 'mobilisation-competences'
const countries = ['FR', 'FR', 'FR', 'BE', 'NL', 'ES', 'IT', 'DE', 'PT', 'SE']
const languages = ['fr', 'ar', 'fr', 'nl|fr', 'nl', 'es', 'it', 'de', 'pt', 'sv', 'ary', 'zgh', 'en']

/**
 * Mawja as it is served, on a port of its own, with the shipped campaign half way through its waves, one post whose
 * answer got lost, and a second campaign that waits for its approval.
 */
export async function openSite() {
  const world = await makeWorld()
  const institution = (await addInstitution(world.db, {
    slug: 'mcmream',
    name: 'Ministère chargé des Marocains résidant à l’étranger',
    country: 'MA',
    createdAt: testNow,
  }))!
  const officer = (email: string, role: string, institutionId = institution.id) =>
    saveOfficer(world.db, { institutionId, email, role, createdAt: testNow })
  const author = await officer('amina@mcmream.example', 'officer')
  const reviewer = await officer('driss@mcmream.example', 'reviewer')
  const admin = await officer('salma@mcmream.example', 'admin')
  const analyst = await officer('yassir@mcmream.example', 'analyst')
  const posts = scriptedChannel('x')
  posts.decide = (message) =>
    message.kind === 'post' && message.language === 'nl'
      ? { outcome: 'unknown', detail: 'timeout' }
      : undefined
  const mail = mailboxChannel('email', (item) =>
    keepInMailbox(world.db, [{ ...item, createdAt: world.at.now }]),
  )
  const deps: Deps = {
    ...world.deps,
    dns: zone(records),
    channels: new Map([
      ['email', mail],
      ['x', posts],
    ]),
    settings: { publicUrl: 'http://localhost', mailFrom: 'lettre@mcmream.example' },
  }
  const app = createApp(deps, readAssets())
  const server = await listen((request) => app.fetch(request), '127.0.0.1', 0)
  deps.settings.publicUrl = server.url
  await importContacts(deps, {
    institution,
    chunks: csv(people(600)),
    file: 'contacts.csv',
    basis: 'consent',
    source: 'Salon des MRE 2025',
    consentedAt: testNow - 1000,
  })
  const files = readCampaignFolder(`campaigns/${slug}`)
  await publish(deps, { slug, files, author })
  await publish(deps, { slug: 'competences-2027', files: timed(files), author })
  await publish(deps, { slug: 'carte-consulaire', files: notice(), author })
  await preflight(deps, { campaign: (await findCampaign(world.db, 'competences-2027'))! })
  const campaign = async () => (await findCampaign(world.db, slug))!
  await approve(deps, { campaign: await campaign(), officer: reviewer })
  await launch(deps, { campaign: await campaign() })
  world.at.now += 4 * 3_600_000
  await drain(deps)
  await spread(deps, (await campaign()).id)
  await writeBack(deps, { institutionId: institution.id, campaignId: (await campaign()).id })
  return {
    ...world,
    deps,
    url: server.url,
    officers: { author, reviewer, admin, analyst },
    campaign,
    close: server.close,
  }
}

/** Enough for a good word, a warning and a fault of the look at the sending domain. */
const records = [
  'mcmream.example TXT v=spf1 include:_spf.gone.example ip4:192.0.2.1 -all',
  'mcmream.example MX mx.mcmream.example',
  '_dmarc.mcmream.example TXT v=DMARC1; p=none; rua=mailto:rapports@mcmream.example',
]

async function* csv(rows: readonly string[]) {
  yield new TextEncoder().encode(['email,firstName,lastName,languages,country', ...rows].join('\n'))
}

function people(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const place = [languages[index % languages.length], countries[index % countries.length]]
    return `lectrice${index}@diaspora.example,Nadia${index},Exemple,${place.join(',')}`
  })
}

/** Clicks, visits and joins as if the campaign had travelled for a day. */
async function spread(deps: Deps, campaignId: number): Promise<void> {
  const event = (kind: string, index: number, more: object = {}) =>
    insertEvent(deps.db, {
      campaignId,
      kind,
      at: testNow,
      language: languages[index % languages.length]!.split('|')[0]!,
      country: countries[index % countries.length]!,
      ...more,
    })
  const many = (count: number, kind: string, more?: object) =>
    Array.from({ length: count }, (_, index) => event(kind, index, more))
  await deps.db.batch([
    ...many(412, 'click', { class: 'human' }),
    ...many(97, 'click', { class: 'machine' }),
    ...many(138, 'share', { class: 'human', shareChannel: 'whatsapp' }),
    ...many(301, 'visit', { class: 'human', shareChannel: 'whatsapp' }),
    ...many(88, 'visit', { class: 'preview', shareChannel: 'whatsapp' }),
    ...many(64, 'join', { generation: 1 }),
    ...many(23, 'join', { generation: 2 }),
    ...many(6, 'join', { generation: 3 }),
    ...many(3, 'flag', { class: 'self', generation: 1 }),
    ...many(14, 'flag', { class: 'burst', generation: 1 }),
    ...many(11, 'unsubscribe'),
  ])
}

/** Addresses of the public pages in a language. */
export async function publicPages(site: Site, language: 'fr' | 'ar') {
  const { deps, db } = site
  const campaign = await site.campaign()
  const email = `voisine.${language}@amis.example`
  const share = sealShare(deps.keys, {
    campaignId: campaign.id,
    generation: 1,
    channel: 'whatsapp',
    language,
  })
  await startJoin(deps, { token: share, email, language, agreed: true })
  const person = (await personByEmail(db, campaign.institutionId, email))!
  const signup = (await signupOf(db, campaign.id, person.id))!
  const sealed = (campaignId: number) => sealIdentity(deps.keys, { campaignId, contactId: person.id })
  const identity = sealed(campaign.id)
  const own = sealOwnData(deps.keys, { contactId: person.id, expiresAt: deps.clock.now() + 86_400_000 })
  await everyChoice(site, person.id)
  return {
    landing: `/s/${share}`,
    confirm: `/j/${sealConfirm(deps.keys, signup.id)}`,
    unsubscribe: `/u/${identity}`,
    preferences: `/p/${identity}`,
    ownData: `/data/${own}`,
    erasure: `/data/${own}/erase`,
    objection: `/u/${sealed((await findCampaign(db, 'carte-consulaire'))!.id)}`,
    signUp: '/join/mcmream',
  }
}

/** An institution that measures, and a number of the person: now there is nothing that the page could not show. */
async function everyChoice({ db }: Site, contactId: number): Promise<void> {
  await db.batch([
    db.prepare("UPDATE institutions SET tracking_mode = 'individual'"),
    db
      .prepare(
        `INSERT INTO addresses (institution_id, contact_id, channel, value, hash)
         SELECT institution_id, id, 'phone', '+3247' || id, 'h' || id FROM contacts WHERE id = ? ON CONFLICT DO NOTHING`,
      )
      .bind(contactId),
  ])
}

export const linkFor = (site: Site, who: keyof Site['officers']) => signInLink(site.deps, site.officers[who])
