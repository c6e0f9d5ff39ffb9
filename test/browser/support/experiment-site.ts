import { listen } from '../../../src/cli/serve.ts'
import { signInLink } from '../../../src/engine/sign-in.ts'
import { drain } from '../../../src/engine/tick.ts'
import { readAssets } from '../../../src/node/assets.ts'
import { insertEvent } from '../../../src/store/events.ts'
import { createApp } from '../../../src/web/app.tsx'
import { definition } from '../../support/campaign.ts'
import { variantFiles } from '../../support/variants.ts'
import { makeWorld, people } from '../../support/world.ts'

/** Joins of each variant that the readers of its mails brought. */
const joins = { court: 96, long: 41 }

/** Mawja on a port of its own with a launched comparison: two versions, a tenth held out, and a few days of answers. */
export async function openExperimentSite() {
  const world = await makeWorld()
  await world.import(people(1200))
  const files = variantFiles('{holdOut: 0.1}', { waves: '[{share: 50}, {share: 50, after: 3h}]' })
  await world.launch(files)
  await drain(world.deps, { until: world.at.now + 86_400_000 })
  const { id: campaignId } = await world.campaign()
  const event = (variant: string, index: number) =>
    insertEvent(world.db, {
      ...{ campaignId, kind: 'join', generation: 1, variant, at: world.at.now },
      ...{ language: index % 3 ? 'fr' : 'ar', country: index % 2 ? 'FR' : 'BE' },
    })
  await world.db.batch(
    Object.entries(joins).flatMap(([variant, count]) =>
      Array.from({ length: count }, (_, index) => event(variant, index)),
    ),
  )
  await confirmedSignups(world.db, campaignId)
  // Cookies go over http here: the app asks when it is made.
  world.deps.settings.publicUrl = 'http://localhost'
  const app = createApp(world.deps, readAssets())
  const server = await listen((request) => app.fetch(request), '127.0.0.1', 0)
  world.deps.settings.publicUrl = server.url
  return {
    ...world,
    files,
    url: server.url,
    link: () => signInLink(world.deps, world.author),
    close: server.close,
  }
}

export type ExperimentSite = Awaited<ReturnType<typeof openExperimentSite>>

/** Readers, and people held out, who signed up themselves. */
async function confirmedSignups(db: ExperimentSite['db'], campaignId: number): Promise<void> {
  const signed = (
    people: string,
    every: number,
  ) => `INSERT INTO signups (campaign_id, contact_id, language, generation,
      share_channel, state, created_at, expires_at)
    SELECT campaign_id, contact_id, language, 1, 'page', 'confirmed', created_at, created_at
    FROM ${people} WHERE campaign_id = ${campaignId} AND contact_id % ${every} = 0`
  db.raw.exec(signed('enrollments', 9))
  db.raw.exec(signed('hold_outs', 30))
}

/** The same campaign with its versions at hours of their own, not launched yet. */
export function slotFiles(files: Record<string, string>): Record<string, string> {
  const steps = `
  - {id: invitation, channel: email, share: true, variants: [court, long]}
  - {id: confirmation, channel: email, trigger: signup}
  - {id: bienvenue, channel: email, trigger: join, share: true}
  - {id: suite, channel: email, trigger: join, share: true, variants: [court, long]}`
  const slots = "experiment: {slots: {court: '08:30', long: '19:00'}}\n"
  return {
    ...files,
    'campaign.yaml': definition({ steps, waves: '[{share: 50}, {share: 50, after: 1d}]' }) + slots,
  }
}
