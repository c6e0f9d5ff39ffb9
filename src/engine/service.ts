import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type CampaignDefinition, campaignSchema } from '../core/campaign.ts'
import { AppError } from '../core/error.ts'
import { languageTags } from '../core/language.ts'
import { toHex } from '../core/token.ts'
import { words } from '../i18n/words.ts'
import { type Campaign, findCampaign, newestSender, startService } from '../store/campaigns.ts'
import { type Institution, saveOfficer } from '../store/institutions.ts'
import { factOf, saveFact } from '../store/meta.ts'
import type { Deps } from './deps.ts'
import { publish } from './publish.ts'
import { templatesOf } from './templates.ts'

/**
 * The letters that an institution sends in answer, without a campaign: "confirm your sign-up", "here are your data".
 * They travel as a campaign of their own that runs for ever, so that they are rendered, queued, sent and counted like
 * everything else. Its copy stands in `templates/service`.
 */
export const serviceSlug = (institution: Pick<Institution, 'slug'>) =>
  `service-${institution.slug}`.slice(0, 63)

/**
 * The institution's service campaign, published when its letters are needed for the first time or have changed.
 *
 * @throws AppError `no-sender` when neither MAWJA_MAIL_FROM nor a campaign of the institution names an address
 */
export async function serviceCampaign(deps: Deps, institution: Institution): Promise<Campaign> {
  const slug = serviceSlug(institution)
  const known = await findCampaign(deps.db, slug)
  const files = await serviceFiles(deps, institution)
  const print = toHex(sha256(utf8ToBytes(JSON.stringify([files, await templatesOf(deps, institution.id)]))))
  const fact = `service:${institution.id}`
  if (known?.state === 'running' && (await factOf(deps.db, fact)) === print) return known
  const author = await saveOfficer(deps.db, {
    institutionId: institution.id,
    email: 'service',
    role: 'service',
    createdAt: deps.clock.now(),
  })
  const edition = { slug, files, author, place: 'templates/service/' }
  // Two people may ask for the first letter at once: whoever comes second finds the edition of the first.
  await publish(deps, edition).catch((error: unknown) => {
    if (!/constraint/i.test(String(error))) throw error
    return publish(deps, edition)
  })
  const campaign = (await findCampaign(deps.db, slug))!
  await startService(deps.db, campaign.id, deps.clock.now())
  await saveFact(deps.db, fact, print)
  return (await findCampaign(deps.db, slug))!
}

const folder = 'service/'

async function serviceFiles(deps: Deps, institution: Institution): Promise<Record<string, string>> {
  const copies = Object.entries(deps.templates).filter(([path]) => path.startsWith(folder))
  const definition = serviceDefinition(institution, await senderAddress(deps, institution))
  return {
    'campaign.yaml': JSON.stringify(definition, null, 1),
    ...Object.fromEntries(copies.map(([path, text]) => [path.slice(folder.length), text])),
  }
}

async function senderAddress(deps: Deps, institution: Institution): Promise<string> {
  const address = deps.settings.mailFrom ?? (await newestSender(deps.db, institution.id))
  if (address) return address
  const line = `${institution.slug} has no address to write from: set MAWJA_MAIL_FROM, or publish a campaign that names a sender`
  throw new AppError('unavailable', 'no-sender', line)
}

function serviceDefinition(institution: Institution, email: string): CampaignDefinition {
  const everywhere = (text: string) => Object.fromEntries(languageTags.map((tag) => [tag, text]))
  return campaignSchema.parse({
    name: Object.fromEntries(languageTags.map((tag) => [tag, words(tag).page.signup.title])),
    institution: institution.slug,
    fallback: 'fr',
    audience: { any: [] },
    sender: { name: everywhere(institution.name), email },
    list: { id: 'service', name: everywhere(institution.name) },
    steps: [
      { id: 'confirmation', channel: 'email', trigger: 'signup' },
      { id: 'data', channel: 'email', trigger: 'request' },
    ],
  })
}
