import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import mjml2html from 'mjml'
import { assemble } from './assemble.ts'
import type { Settings } from './config.ts'
import { AppError } from './core/error.ts'
import type { Clock, Wake } from './core/ports.ts'
import type { Deps } from './engine/deps.ts'
import { readMigrations, readTemplates } from './node/files.ts'
import { releaseDead, thisProcess } from './node/holder.ts'
import { secretBeside } from './node/secret.ts'
import { openSqlite } from './node/sqlite.ts'
import { mjmlCompiler } from './render/mjml.ts'
import { migrate } from './store/migrate.ts'

/** Mawja on one machine; `worker.ts` is its sibling at the edge. */
export type Node = {
  deps: Deps
  /** Names of the migrations applied at the opening. */
  applied: string[]
  close(): Promise<void>
}

const silent: Wake = { ring: async () => {} }
const systemClock: Clock = { now: () => Date.now() }

/** Opens the database (and brings it to the current schema) and everything around it. */
export async function openNode(
  settings: Settings,
  options: { clock?: Clock; wake?: Wake; log?: Deps['log'] } = {},
): Promise<Node> {
  if (settings.database !== ':memory:') mkdirSync(dirname(settings.database), { recursive: true })
  const db = openSqlite(settings.database)
  try {
    const applied = await migrate(db, readMigrations())
    const deps = await assemble({
      settings,
      secret: settings.secret ?? secretBeside(settings.database),
      dkimKey: dkimKey(settings),
      db,
      clock: options.clock ?? systemClock,
      wake: options.wake ?? silent,
      compile: mjmlCompiler(mjml2html),
      templates: readTemplates(),
      holder: thisProcess(),
      log: options.log ?? (() => {}),
    })
    await releaseDead(deps)
    const close = async () => {
      await Promise.all([...deps.channels.values()].map((channel) => channel.close?.()))
      db.close()
    }
    return { deps, applied, close }
  } catch (error) {
    db.close()
    throw error
  }
}

function dkimKey({ dkim }: Settings): string | null {
  if (!dkim) return null
  if (!dkim.keyFile) return dkim.key!.replaceAll('\\n', '\n')
  try {
    return readFileSync(dkim.keyFile, 'utf8')
  } catch {
    throw new AppError('invalid', 'setting', `MAWJA_DKIM_KEY_FILE: cannot read ${dkim.keyFile}`)
  }
}
