import { readSettings } from '../../config.ts'
import { runCommand } from '../../engine/commands.ts'
import { importContacts } from '../../engine/import.ts'
import { openNode } from '../../node.ts'
import { findInstitution } from '../../store/institutions.ts'
import { benchCampaign } from './send-campaign.ts'

const firstNames = ['Amina', 'Youssef', 'Fatima-Zahrâ', 'محمد', 'خديجة', 'Zoë', 'Karim', 'مريم', '', 'Saïd']
const lastNames = ['El Idrissi', 'Benaïssa', 'الإدريسي', 'Amrani', 'بنعلي', "N'Aït Saïd", 'Tazi']
const countries = ['BE', 'FR', 'NL']

/** A database file with `mails` invented people and a campaign that is published, approved and launched. */
export async function fillSendBench(environment: NodeJS.ProcessEnv, mails: number): Promise<void> {
  const { deps, close } = await openNode(readSettings(environment))
  try {
    await runCommand(deps, 'institution add', { slug: 'bench', name: 'Bench' })
    for (const [email, role] of Object.entries({ amina: 'officer', driss: 'reviewer' }))
      await runCommand(deps, 'officer add', { email: `${email}@mre.example`, role, institution: 'bench' })
    await importContacts(deps, {
      institution: (await findInstitution(deps.db, 'bench'))!,
      chunks: people(mails),
      file: 'people.csv',
      basis: 'consent',
      source: 'bench',
      consentedAt: 0,
      blocksAtOnce: 20,
    })
    await runCommand(deps, 'publish', { slug: 'lettre', files: benchCampaign(), as: 'amina@mre.example' })
    await runCommand(deps, 'approve', { campaign: 'lettre', as: 'driss@mre.example' })
    await runCommand(deps, 'launch', { campaign: 'lettre' })
  } finally {
    await close()
  }
}

async function* people(count: number): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode('email,firstName,lastName,languages,country\n')
  for (let from = 0; from < count; from += 1000) {
    const lines = Array.from({ length: Math.min(1000, count - from) }, (_, at) => line(from + at))
    yield encoder.encode(lines.join(''))
  }
}

/** The lengths of the lists have no common divisor, so every combination comes up. */
function line(at: number): string {
  const [first, last] = [firstNames[at % 10]!, lastNames[at % 7]!]
  const language = Math.floor(at / 2) % 2 ? 'ar' : 'fr'
  return `reader${at}@diaspora.example,${first},${last},${language},${countries[at % 3]}\n`
}
