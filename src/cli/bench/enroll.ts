import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../config.ts'
import { runCommand } from '../../engine/commands.ts'
import { openSqlite } from '../../node/sqlite.ts'
import { openNode } from '../../node.ts'
import { type Context, text, whole } from '../verb.ts'
import { fillAudienceBench } from './audience-fill.ts'
import { median } from './child.ts'
import { bareInsert } from './enroll-baseline.ts'
import { benchCampaign } from './send-campaign.ts'
import { surroundingsOf } from './surroundings.ts'

/**
 * `bench enroll`: a campaign to everybody, in waves, with hours of the reader's own day, from the launch to the last
 * message in the outbox; beside a bare `INSERT … SELECT` of the same rows in the same file. Milliseconds.
 */
export async function benchEnroll(context: Context) {
  const rows = whole('--rows', text(context, 'rows') ?? '1000000', 1)
  const rounds = whole('--rounds', text(context, 'rounds') ?? '5', 1)
  const folder = mkdtempSync(join(tmpdir(), 'mawja-bench-'))
  try {
    const environment = (database: string) => surroundingsOf(context, join(folder, database))
    await fillAudienceBench(join(folder, 'approved.db'), rows, Date.now())
    await approveCampaign(environment('approved.db'))
    const results: Round[] = []
    for (let round = 0; round < rounds; round++)
      results.push(await launchOnce(folder, environment('round.db')))
    const figure = median(results.map((one) => one.launchMs))
    const baseline = median(results.map((one) => one.bareMs))
    // Each against the baseline of its own round: what else the machine does weighs on both.
    const ratio = median(results.map((one) => one.launchMs / one.bareMs))
    const rssBytes = process.resourceUsage().maxRSS * 1024
    return { figure, baseline, ratio, rssBytes, contacts: rows, messages: results[0]!.messages, rounds }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Round = { launchMs: number; bareMs: number; messages: number }

const changed: Record<string, string> = {
  'audience: {field: country, in: [BE, FR, NL]}': 'audience: {all: []}',
  'waves: [{share: 100}]': `waves: [{share: 10}, {share: 10, after: 3h}, {share: 20, after: 3h}, {share: 20, after: 3h}, {share: 40, after: 3h}]
window: {from: '08:00', until: '20:00'}`,
}

async function approveCampaign(environment: NodeJS.ProcessEnv): Promise<void> {
  const { deps, close } = await openNode(readSettings(environment))
  try {
    for (const [email, role] of Object.entries({ amina: 'officer', driss: 'reviewer' }))
      await runCommand(deps, 'officer add', { email: `${email}@mre.example`, role, institution: 'bench' })
    const files = benchCampaign()
    for (const [line, instead] of Object.entries(changed))
      files['campaign.yaml'] = files['campaign.yaml']!.replace(line, instead)
    await runCommand(deps, 'publish', { slug: 'lettre', files, as: 'amina@mre.example' })
    await runCommand(deps, 'approve', { campaign: 'lettre', as: 'driss@mre.example' })
  } finally {
    await close()
  }
}

/** On a fresh copy of the approved database; the copy goes again. */
async function launchOnce(folder: string, environment: NodeJS.ProcessEnv): Promise<Round> {
  const file = join(folder, 'round.db')
  copyFileSync(join(folder, 'approved.db'), file)
  try {
    const { deps, close } = await openNode(readSettings(environment))
    const startedAt = performance.now()
    await runCommand(deps, 'launch', { campaign: 'lettre' }).catch(async (error: unknown) => {
      await close()
      throw error
    })
    const launchMs = performance.now() - startedAt
    await close()
    return { launchMs, ...compare(file) }
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  }
}

function compare(file: string): Omit<Round, 'launchMs'> {
  const db = openSqlite(file)
  try {
    const sql = `SELECT c.id, count(*) AS messages FROM campaigns c JOIN messages m ON m.campaign_id = c.id WHERE c.slug = 'lettre'`
    const { id, messages } = db.raw.prepare<[], { id: number; messages: number }>(sql).get()!
    return { bareMs: bareInsert(db.raw, id), messages }
  } finally {
    db.close()
  }
}
