import { z } from 'zod'
import { campaignStates } from '../../core/campaign.ts'
import { AppError } from '../../core/error.ts'
import { checks } from '../../core/preflight/finding.ts'
import { stopRules } from '../../core/stop-settings.ts'
import { newestEdition } from '../../engine/approve.ts'
import { finish, pause } from '../../engine/launch.ts'
import { launchChecked } from '../../engine/launch-checked.ts'
import { preflight } from '../../engine/preflight.ts'
import { publish } from '../../engine/publish.ts'
import { resume } from '../../engine/resume.ts'
import {
  type Campaign,
  editionByHash,
  editionById,
  filesOf,
  findCampaign,
  listCampaigns,
} from '../../store/campaigns.ts'
import { editionsOf } from '../../store/contact-pages.ts'
import { type Call, type Route, route } from './route.ts'
import { instant, lifeCycle, nothing, slug, told } from './shapes.ts'

const campaign = told({
  campaign: z.string(),
  state: z.enum(campaignStates),
  edition: z.string().nullable(),
  launched: instant.nullable(),
})
const verdict = z.enum(['ok', 'warn', 'fail', 'unknown'])
const files = z.record(z.string().max(200), z.string())
const path = '/campaigns/{campaign}'

export const campaignRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns',
    id: 'listCampaigns',
    scope: 'campaigns:read',
    does: 'Every campaign of the institution.',
    answer: told({ campaigns: z.array(campaign) }),
    run: async ({ deps, institution }) => {
      const rows = await listCampaigns(deps.db, institution.id)
      return { campaigns: await Promise.all(rows.map((row) => said(deps, row))) }
    },
  }),
  route({
    method: 'get',
    path,
    id: 'getCampaign',
    scope: 'campaigns:read',
    does: 'One campaign.',
    answer: campaign,
    run: async (call) => said(call.deps, await campaignOf(call)),
  }),
  route({
    method: 'post',
    path: `${path}/editions`,
    id: 'publishEdition',
    scope: 'campaigns:write',
    does: 'Compiles and checks the files of a campaign and makes them its newest edition. Its author is the maker of the key.',
    body: z.strictObject({ files }),
    example: { files: { 'campaign.yaml': 'name: …', 'invitation.fr.md': '---\nsubject: …\n---\n…' } },
    answer: told({
      campaign: z.string(),
      edition: z.string(),
      unchanged: z.boolean(),
      languages: z.record(z.string(), z.string()),
      warnings: z.array(z.string()),
    }),
    run: async ({ deps, params, body, officer, institution }) => {
      const name = slug.safeParse(params.campaign)
      if (!name.success) throw noCampaign(params.campaign!)
      const known = await findCampaign(deps.db, name.data)
      if (known && known.institutionId !== institution.id) throw noCampaign(name.data)
      return publish(deps, { slug: name.data, files: body.files, author: officer })
    },
  }),
  route({
    method: 'get',
    path: `${path}/editions`,
    id: 'listEditions',
    scope: 'campaigns:read',
    does: 'The editions of a campaign, the newest first, 200 at most.',
    answer: told({ editions: z.array(told({ edition: z.string(), created: instant })) }),
    run: async (call) => {
      const rows = await editionsOf(call.deps.db, (await campaignOf(call)).id)
      return {
        editions: rows.map((row) => ({ edition: row.hash, created: new Date(row.createdAt).toISOString() })),
      }
    },
  }),
  route({
    method: 'get',
    path: `${path}/editions/{edition}`,
    id: 'getEdition',
    scope: 'campaigns:read',
    does: 'The files of an edition, as they were published.',
    answer: told({ edition: z.string(), files }),
    run: async (call) => {
      const edition = await editionByHash(call.deps.db, (await campaignOf(call)).id, call.params.edition!)
      if (!edition) throw new AppError('not_found', 'edition', 'there is no such edition of that campaign')
      return { edition: edition.hash, files: await filesOf(call.deps.db, edition.id) }
    },
  }),
  act(
    'launch',
    'launchCampaign',
    'campaigns:launch',
    'Enrols the audience and fills the outbox.',
    z.strictObject({ leaveOut: z.boolean().default(false), despitePreflight: z.boolean().default(false) }),
    async (call) =>
      launchChecked(call.deps, { campaign: await published(call), officerId: call.officer.id, ...call.body }),
    { preflight: verdict.nullable(), warnings: z.array(z.string()) },
  ),
  act(
    'pause',
    'pauseCampaign',
    'campaigns:launch',
    'Nothing more goes out until resume.',
    nothing,
    async (call) => pause(call.deps, { campaign: await published(call), officerId: call.officer.id }),
  ),
  act(
    'resume',
    'resumeCampaign',
    'campaigns:launch',
    'Goes on. One that a rule holds goes on only when that rule is named.',
    z.strictObject({ despite: z.enum(stopRules).optional() }),
    async (call) =>
      resume(call.deps, {
        campaign: await published(call),
        officerId: call.officer.id,
        despite: call.body.despite,
      }),
  ),
  act('finish', 'finishCampaign', 'campaigns:launch', 'Ends the campaign.', nothing, async (call) =>
    finish(call.deps, { campaign: await published(call), officerId: call.officer.id }),
  ),
  route({
    method: 'post',
    path: `${path}/preflight`,
    id: 'preflightCampaign',
    scope: 'campaigns:launch',
    does: 'Looks at the sending domain as receivers will.',
    body: nothing,
    answer: told({
      domain: z.string(),
      verdict,
      findings: z.array(told({ check: z.enum(checks), verdict, key: z.string(), line: z.string() })),
    }),
    run: async (call) =>
      preflight(call.deps, { campaign: await published(call), officerId: call.officer.id }),
  }),
]

function act<Body>(
  verb: string,
  id: string,
  scope: Route['scope'],
  does: string,
  body: z.ZodType<Body>,
  run: Route<unknown, Body>['run'],
  more: Record<string, z.ZodType> = {},
): Route {
  const answer = lifeCycle.extend(more)
  return route({ method: 'post', path: `${path}/${verb}`, id, scope, does, body, answer, run })
}

type Asked = Pick<Call<never, never>, 'deps' | 'institution' | 'params'>
const noCampaign = (name: string) =>
  new AppError('not_found', 'campaign', `there is no campaign "${name}"; publish it first`)

/** A campaign of another institution is not there, as one that never was. */
export async function campaignOf({ deps, institution, params }: Asked): Promise<Campaign> {
  const found = await findCampaign(deps.db, params.campaign!)
  if (found?.institutionId === institution.id) return found
  throw noCampaign(params.campaign!)
}

export async function published(call: Asked): Promise<Campaign> {
  const found = await campaignOf(call)
  await newestEdition(call.deps, found)
  return found
}

async function said(deps: Asked['deps'], { slug: name, state, editionId, launchedAt }: Campaign) {
  const edition = editionId === null ? null : await editionById(deps.db, editionId)
  const launched = launchedAt === null ? null : new Date(launchedAt).toISOString()
  return { campaign: name, state, edition: edition?.hash ?? null, launched }
}
