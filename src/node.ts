import { readFileSync } from 'node:fs'
import { assemble } from './assemble.ts'
import type { Settings } from './config.ts'
import { AppError } from './core/error.ts'
import type { Clock, Wake } from './core/ports.ts'
import { isLocalInstallation } from './core/webhook-out/endpoint-url.ts'
import type { Deps } from './engine/deps.ts'
import { nodeResolver } from './node/dns-resolver.ts'
import { readTemplates } from './node/files.ts'
import { guardedPost } from './node/guarded-post.ts'
import { reach } from './node/reach.ts'
import { openStore } from './node/store.ts'
import { type MjmlCompiler, mjmlCompiler } from './render/mjml.ts'

/** Mawja on one machine; `worker.ts` is its sibling at the edge. */
export type Node = {
  deps: Deps
  /** Names of the migrations applied at the opening. */
  applied: string[]
  close(): Promise<void>
}

/** Twenty at once: a minute in which everybody answers has room for many more. */
const webhookCallsPerTick = 1000

const silent: Wake = { ring: async () => {} }

/** Loaded by the first who compiles: MJML weighs 100 MB, and whoever sends never needs it. */
const compileWithMjml: MjmlCompiler = async (source) => {
  const { default: mjml2html } = await import('mjml')
  return mjmlCompiler(mjml2html)(source)
}

/** Fonts and all that draws with them are there for whoever asks for a PDF. */
const drawReport: NonNullable<Deps['drawReport']> = async (document) =>
  (await import('./node/report-pdf.ts')).reportPdf(document)

/** Opens the database (and brings it to the current schema) and everything around it. */
export async function openNode(
  settings: Settings,
  options: { clock?: Clock; wake?: Wake; log?: Deps['log'] } = {},
): Promise<Node> {
  const { db, clock, secret, holder, applied } = await openStore(settings, options.clock)
  try {
    const deps: Deps = await assemble({
      settings,
      secret,
      dkimKey: dkimKey(settings),
      db,
      clock,
      wake: options.wake ?? silent,
      dns: nodeResolver(settings.dns),
      reach,
      compile: compileWithMjml,
      templates: readTemplates(),
      holder,
      log: options.log ?? (() => {}),
    })
    deps.drawReport = drawReport
    deps.drawCard = async (card) => (await import('./node/card.ts')).drawCard(card)
    const post = guardedPost({ isLocal: isLocalInstallation(settings.publicUrl) })
    deps.webhooks = { post, callsPerTick: webhookCallsPerTick }
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
