import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readSettings } from '../../src/config.ts'
import { runCommand } from '../../src/engine/commands.ts'
import { importContacts } from '../../src/engine/import.ts'
import { openNode } from '../../src/node.ts'
import { findInstitution } from '../../src/store/institutions.ts'

/** A folder of the test's own with a database in it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'mawja-'))
}

/** Writes campaign files to `folder/competences`. */
export function writeCampaign(folder: string, files: Record<string, string>): string {
  const home = join(folder, 'competences')
  for (const [path, body] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), body)
  }
  return home
}

/** A database file with an institution, two officers, people, and a campaign that has been launched. */
export async function launchedInstallation(
  folder: string,
  files: Record<string, string>,
  rows: readonly string[],
): Promise<Record<string, string>> {
  const environment = { MAWJA_DATABASE: join(folder, 'mawja.db') }
  const { deps, close } = await openNode(readSettings(environment))
  await runCommand(deps, 'institution add', { slug: 'mre', name: 'Maison des Marocains' })
  await runCommand(deps, 'officer add', { email: 'amina@mre.example', role: 'officer', institution: 'mre' })
  await runCommand(deps, 'officer add', { email: 'driss@mre.example', role: 'reviewer', institution: 'mre' })
  const bytes = new TextEncoder().encode(['email,firstName,lastName,languages,country', ...rows].join('\n'))
  await importContacts(deps, {
    institution: (await findInstitution(deps.db, 'mre'))!,
    chunks: (async function* () {
      yield bytes
    })(),
    file: 'people.csv',
    basis: 'consent',
    source: 'Salon des MRE 2025',
    consentedAt: 0,
  })
  await runCommand(deps, 'publish', { slug: 'competences', files, as: 'amina@mre.example' })
  await runCommand(deps, 'approve', { campaign: 'competences', as: 'driss@mre.example' })
  await runCommand(deps, 'launch', { campaign: 'competences' })
  await close()
  return environment
}
