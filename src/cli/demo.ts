import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../core/error.ts'
import { runDemo } from '../demo/run.ts'
import type { Deps } from '../engine/deps.ts'
import { signInLink } from '../engine/sign-in.ts'
import { readAssets } from '../node/assets.ts'
import { home, readCampaignFolder } from '../node/files.ts'
import { openNode } from '../node.ts'
import { findInstitution, findOfficer } from '../store/institutions.ts'
import { createApp } from '../web/app.tsx'
import { printAnswer } from './print.ts'
import { progressBar } from './progress.ts'
import { listen, serveUntilStopped } from './serve.ts'
import { type Context, text, type Verb, whole } from './verb.ts'

const dayMs = 86_400_000

export const demoVerb: Verb = {
  name: 'demo',
  usage: 'demo [--contacts N] [--seed S] [--no-serve]',
  does: 'invented people, a real campaign, simulated readers; nothing leaves the machine',
  words: { least: 0, most: 0 },
  options: { contacts: { type: 'string' }, seed: { type: 'string' }, 'no-serve': { type: 'boolean' } },
  run: demo,
}

async function demo(context: Context): Promise<object | undefined> {
  const contacts = whole('--contacts', text(context, 'contacts') ?? '2000', 1)
  const seed = whole('--seed', text(context, 'seed') ?? '1', 0)
  const database = demoDatabase(context)
  // The demonstration never writes to anybody: whatever is set, mail and posts stay in the built-in mailbox.
  const settings = { ...context.settings, database, mailUrl: 'mailbox:', xUrl: 'mailbox:', dkim: null }
  const figures = await play({ ...context, settings }, contacts, seed)
  if (context.options['no-serve']) return figures
  process.stdout.write(context.options.json ? `${JSON.stringify(figures)}\n` : printAnswer(figures))
  await serveUntilStopped({ ...context, settings }, async (deps, url) => {
    process.stderr.write(`Mawja listens on ${url}\n${await doors(deps)}`)
  })
  return undefined
}

/** One link for each role, good for one use. */
async function doors(deps: Deps): Promise<string> {
  const institution = (await findInstitution(deps.db, 'mcmream'))!
  let lines = ''
  for (const name of ['amina', 'driss', 'nadia']) {
    const officer = await findOfficer(deps.db, institution.id, `${name}@mcmream.example`)
    if (officer) lines += `  ${officer.role.padEnd(9)}${await signInLink(deps, officer)}\n`
  }
  return `Sign in, once each:\n${lines}`
}

/** A database of its own, made anew each time; one that was named must be new. */
function demoDatabase({ settings, environment }: Context): string {
  const named = environment.MAWJA_DATABASE
  if (named) {
    if (named !== ':memory:' && statSync(named, { throwIfNoEntry: false })) {
      throw new AppError(
        'conflict',
        'demo-database',
        `MAWJA_DATABASE: ${named} exists already; the demonstration wants a file of its own`,
      )
    }
    return named
  }
  const file = join(dirname(settings.database), 'demo.db')
  mkdirSync(dirname(file), { recursive: true })
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  return file
}

async function play(context: Context, contacts: number, seed: number): Promise<object> {
  const startedAt = Date.now()
  let now = startedAt - 6 * dayMs
  const clock = {
    now: () => now,
    set: (at: number) => {
      now = Math.max(now, at)
    },
  }
  const quiet = context.options.json === true
  const serving = context.options['no-serve'] !== true
  let bar: ReturnType<typeof progressBar> | undefined
  const gate: { fetch: Fetch } = { fetch: () => new Response(null, { status: 503 }) }
  const server = await listen(
    (request, surroundings) => gate.fetch(request, surroundings),
    context.settings.host,
    serving ? context.settings.port : 0,
  )
  // Links in the mails lead to this very server, now and when it serves them afterwards.
  const baseUrl =
    serving && /^http:\/\/(localhost|127\.|\[::1\])/.test(context.settings.publicUrl)
      ? context.settings.publicUrl
      : server.url
  const node = await openNode({ ...context.settings, publicUrl: baseUrl }, { clock })
  try {
    const app = createApp(node.deps, readAssets())
    gate.fetch = (request, surroundings) => app.fetch(request, surroundings)
    return await runDemo(
      {
        deps: node.deps,
        clock,
        baseUrl,
        campaignFiles: readCampaignFolder(join(home, 'campaigns/mobilisation-competences')),
      },
      {
        contacts,
        seed,
        onStep: (step) => {
          bar?.stop()
          bar = undefined
          if (!quiet) process.stderr.write(`${step}\n`)
        },
        onProgress: (done, total) => {
          bar ??= progressBar('', total)
          bar.update(done)
        },
      },
    )
  } finally {
    bar?.stop()
    await server.close()
    await node.close()
  }
}

type Fetch = (request: Request, surroundings?: object) => Response | Promise<Response>
