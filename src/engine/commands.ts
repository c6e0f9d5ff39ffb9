import { z } from 'zod'
import { readDefinition } from '../core/definition.ts'
import { AppError } from '../core/error.ts'
import { stopRules } from '../core/stop-settings.ts'
import { addInstitution, findOfficer, saveOfficer } from '../store/institutions.ts'
import { apiKeyCommands } from './api-key.ts'
import { audit } from './audit.ts'
import { cascade } from './cascade.ts'
import { type Command, command } from './command.ts'
import { dayCommands } from './days.ts'
import type { Deps } from './deps.ts'
import { experiment } from './experiment.ts'
import { addField, fieldInput } from './fields.ts'
import { forecastInput, forecastNamed } from './forecast.ts'
import { forecastPlan, forecastPlanInput } from './forecast-plan.ts'
import { institutionSettings, setInstitution } from './institution-settings.ts'
import { finish, pause } from './launch.ts'
import { launchChecked } from './launch-checked.ts'
import { actor, campaignNamed, institutionNamed, noOfficer } from './named.ts'
import { plan } from './plan.ts'
import { posterInput, posterNamed } from './poster.ts'
import { preflightInput, preflightNamed } from './preflight-named.ts'
import { preview } from './preview.ts'
import { publish } from './publish.ts'
import { repliesInput, repliesNamed } from './replies.ts'
import { resume } from './resume.ts'
import { reviewCommands } from './review-named.ts'
import { rightsCommands } from './rights.ts'
import { seeds, seedsInput } from './seeds.ts'
import {
  countAudience,
  listSegmentsCounted,
  readAudience,
  removeSegment,
  saveSegmentNamed,
} from './segments.ts'
import { signInLink } from './sign-in.ts'
import { stats } from './stats.ts'
import { templateCommands } from './templates-named.ts'
import { drain, tick } from './tick.ts'
import { warmUpCommands } from './warm-up.ts'
import { webhookCommands } from './webhooks.ts'

/**
 * The verbs as an operator says them, by names instead of rows: what the command line and the operator's API have in
 * common. Inputs come from outside and are checked here; answers are plain JSON.
 */
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use small letters, digits and hyphens')
const email = z.email('write an e-mail address')
const named = z.strictObject({ campaign: z.string() })
const owned = z.strictObject({ institution: z.string().optional() })
const acted = z.strictObject({ campaign: z.string(), as: z.string().optional() })
const roles = ['officer', 'reviewer', 'analyst', 'admin'] as const

export const commands = {
  'institution add': command(
    z.strictObject({
      slug,
      name: z.string().trim().min(1),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'write a country as MA')
        .optional(),
    }),
    addInstitutionNamed,
  ),
  'institution set': command(institutionSettings, setInstitution),
  'officer add': command(z.strictObject({ email, role: z.enum(roles), institution: z.string() }), addOfficer),
  ...apiKeyCommands,
  ...dayCommands,
  ...webhookCommands,
  'field add': command(fieldInput, addField),
  'segment save': command(
    z.strictObject({
      slug,
      institution: z.string().optional(),
      name: z.string().optional(),
      audience: z.unknown(),
    }),
    async (deps, it) =>
      saveSegmentNamed(deps, {
        institution: await institutionNamed(deps, it.institution),
        slug: it.slug,
        name: it.name ?? it.slug,
        audience: readAudience(it.audience),
      }),
  ),
  'segment list': command(owned, async (deps, it) =>
    listSegmentsCounted(deps, await institutionNamed(deps, it.institution)),
  ),
  'segment remove': command(owned.extend({ slug: z.string() }), async (deps, it) =>
    removeSegment(deps, { institution: await institutionNamed(deps, it.institution), slug: it.slug }),
  ),
  audience: command(owned.extend({ audience: z.unknown() }), async (deps, it) =>
    countAudience(deps, await institutionNamed(deps, it.institution), readAudience(it.audience)),
  ),
  publish: command(
    z.strictObject({
      slug: z.string(),
      files: z.record(z.string(), z.string()),
      as: z.string(),
      place: z.string().optional(),
    }),
    publishFiles,
  ),
  preview: command(
    z.strictObject({
      campaign: z.string(),
      contact: z.string(),
      step: z.string().optional(),
      language: z.string().optional(),
      variant: z.string().optional(),
    }),
    async (deps, it) =>
      preview(deps, { ...it, campaign: await campaignNamed(deps, it.campaign), email: it.contact }),
  ),
  ...rightsCommands,
  ...warmUpCommands,
  ...templateCommands,
  replies: command(repliesInput, repliesNamed),
  poster: command(posterInput, posterNamed),
  plan: command(named, async (deps, it) => plan(deps, await campaignNamed(deps, it.campaign))),
  ...reviewCommands,
  preflight: command(preflightInput, preflightNamed),
  launch: command(
    acted.extend({ leaveOut: z.boolean().optional(), despitePreflight: z.boolean().optional() }),
    async (deps, { leaveOut = false, despitePreflight = false, ...it }) =>
      launchChecked(deps, { ...(await actor(deps, it)), leaveOut, despitePreflight }),
  ),
  pause: command(acted, async (deps, it) => pause(deps, await actor(deps, it))),
  resume: command(acted.extend({ despite: z.enum(stopRules).optional() }), async (deps, it) =>
    resume(deps, { ...(await actor(deps, it)), despite: it.despite }),
  ),
  finish: command(acted, async (deps, it) => finish(deps, await actor(deps, it))),
  cascade: command(named.extend({ segments: z.boolean().optional() }), async (deps, it) =>
    cascade(deps, await campaignNamed(deps, it.campaign), { segments: it.segments ?? false }),
  ),
  experiment: command(named, async (deps, it) => experiment(deps, await campaignNamed(deps, it.campaign))),
  forecast: command(forecastInput, forecastNamed),
  seeds: command(seedsInput, seeds),
  'forecast plan': command(forecastPlanInput, async (_, it) => forecastPlan(it)),
  stats: command(named, async (deps, it) => stats(deps, await campaignNamed(deps, it.campaign))),
  tick: command(z.strictObject({}), async (deps) => {
    await tick(deps)
    return {}
  }),
  drain: command(z.strictObject({ until: z.number().optional() }), (deps, it) =>
    drain(deps, it.until === undefined ? {} : { until: it.until }),
  ),
}
export type CommandName = keyof typeof commands

/** @throws AppError `input` when the input has the wrong shape */
export async function runCommand(deps: Deps, name: CommandName, input: unknown): Promise<object> {
  const { input: schema, run } = commands[name] as Command<unknown>
  const read = schema.safeParse(input)
  if (read.success) return run(deps, read.data)
  const issue = read.error.issues[0]!
  throw new AppError('invalid', 'input', `${name}: ${issue.path.join('.') || 'input'}: ${issue.message}`)
}

async function addInstitutionNamed(
  deps: Deps,
  it: { slug: string; name: string; country?: string | undefined },
) {
  const row = { slug: it.slug, name: it.name, country: it.country ?? null, createdAt: deps.clock.now() }
  const institution = await addInstitution(deps.db, row)
  if (!institution)
    throw new AppError('conflict', 'institution', `there is already an institution "${it.slug}"`)
  await audit(deps, {
    institutionId: institution.id,
    officerId: null,
    act: 'institution-add',
    subject: `institution:${institution.id}`,
  })
  return { institution: institution.slug }
}

async function addOfficer(
  deps: Deps,
  it: { email: string; role: (typeof roles)[number]; institution: string },
) {
  const institution = await institutionNamed(deps, it.institution)
  const address = it.email.toLowerCase()
  const row = { institutionId: institution.id, email: address, role: it.role, createdAt: deps.clock.now() }
  const officer = await saveOfficer(deps.db, { ...row, invitedBy: deps.actor ?? null })
  await audit(deps, {
    institutionId: institution.id,
    officerId: null,
    act: 'officer-add',
    subject: `officer:${officer.id}`,
    detail: { role: it.role },
  })
  return {
    officer: officer.email,
    role: officer.role,
    institution: institution.slug,
    // What the operator hands out proves who uses it, what an admin gets to see does not.
    link: await signInLink(deps, officer, deps.actor === undefined),
  }
}

async function publishFiles(
  deps: Deps,
  it: { slug: string; files: Record<string, string>; as: string; place?: string | undefined },
) {
  const place = it.place ?? `${it.slug}/`
  const source = it.files['campaign.yaml']
  if (source === undefined) throw new AppError('invalid', 'campaign-file', `${place}campaign.yaml is missing`)
  const { institution } = readDefinition(`${place}campaign.yaml`, source)
  const owner = await institutionNamed(deps, institution)
  const author = await findOfficer(deps.db, owner.id, it.as)
  if (!author) throw await noOfficer(deps, it.as, owner)
  return publish(deps, { slug: it.slug, files: it.files, author, place })
}
