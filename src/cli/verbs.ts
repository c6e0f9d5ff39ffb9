import { writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { operatorToken } from '../core/operator.ts'
import type { Preview } from '../engine/preview.ts'
import { drain } from '../engine/tick.ts'
import { readCampaignFolder } from '../node/files.ts'
import { apiKeyVerbs } from './api-key.ts'
import { backupVerbs } from './backup.ts'
import { benchVerb } from './bench.ts'
import { bounceVerb } from './bounce.ts'
import { cascadeVerb } from './cascade.ts'
import { command, given, withDeps } from './command.ts'
import { dayVerbs } from './days.ts'
import { demoVerb } from './demo.ts'
import { experimentVerbs } from './experiment.ts'
import { exportVerb } from './export.ts'
import { fieldVerb } from './field.ts'
import { forecastVerb } from './forecast.ts'
import { forecastPlanVerb } from './forecast-plan.ts'
import { importVerb } from './import.ts'
import { institutionVerbs } from './institution.ts'
import { posterVerb } from './poster.ts'
import { preflightVerb } from './preflight.ts'
import { progressLine } from './progress.ts'
import { comingBackVerbs } from './receive.ts'
import { reportVerb } from './report.ts'
import { reviewVerbs } from './review.ts'
import { registerVerbs, rightsVerbs } from './rights.ts'
import { seedsVerb } from './seeds.ts'
import { segmentVerbs } from './segments.ts'
import { serveVerb } from './serve.ts'
import { suppressionVerbs } from './suppression.ts'
import { templateVerbs } from './template.ts'
import { type Context, instant, text, type Verb } from './verb.ts'
import { warmUpVerbs } from './warm-up.ts'
import { webhookVerbs } from './webhook.ts'

const none = { least: 0, most: 0 }
const one = { least: 1, most: 1 }
const string = { type: 'string' } as const

/** A verb that takes a campaign and, some of them, the officer who acts. */
function campaignVerb(name: 'plan' | 'stats' | 'pause' | 'finish', does: string, as: 'no' | 'may'): Verb {
  const words = { no: '', may: ' [--as OFFICER]' }[as]
  return {
    name,
    usage: `${name} CAMPAIGN${words}`,
    does,
    words: one,
    options: as === 'no' ? {} : { as: string },
    run: (context) => {
      const officer = text(context, 'as')
      return command(context, name, { campaign: context.words[0]!, ...(officer ? { as: officer } : {}) })
    },
  }
}

const launchVerb: Verb = {
  name: 'launch',
  usage: 'launch CAMPAIGN [--as OFFICER] [--leave-out] [--despite-preflight]',
  does: 'enrols the audience and fills the outbox',
  words: one,
  options: { as: string, 'leave-out': { type: 'boolean' }, 'despite-preflight': { type: 'boolean' } },
  run: (context) =>
    command(context, 'launch', {
      campaign: context.words[0]!,
      ...given(context, 'as'),
      ...(context.options['leave-out'] ? { leaveOut: true } : {}),
      ...(context.options['despite-preflight'] ? { despitePreflight: true } : {}),
    }),
}

const resumeVerb: Verb = {
  name: 'resume',
  usage: 'resume CAMPAIGN [--as OFFICER] [--despite RULE]',
  does: 'goes on',
  words: one,
  options: { as: string, despite: string },
  run: (context) =>
    command(context, 'resume', { campaign: context.words[0]!, ...given(context, 'as', 'despite') }),
}

export const verbs: readonly Verb[] = [
  {
    name: 'migrate',
    usage: 'migrate',
    does: 'brings the database to the current schema',
    words: none,
    options: {},
    run: (context) => withDeps(context, async (_, applied) => ({ applied })),
  },
  serveVerb,
  demoVerb,
  ...institutionVerbs,
  {
    name: 'officer add',
    usage: 'officer add EMAIL --role officer|reviewer|analyst|admin --institution I',
    does: 'adds a person who works with Mawja, and prints a one-time sign-in link',
    words: one,
    options: { role: string, institution: string },
    needs: ['role', 'institution'],
    run: (context) =>
      command(context, 'officer add', {
        email: context.words[0]!,
        role: text(context, 'role')!,
        institution: text(context, 'institution')!,
      }),
  },
  {
    name: 'operator token',
    usage: 'operator token',
    does: "prints what opens the operator's API of an installation with this secret",
    words: none,
    options: {},
    run: (context) => withDeps(context, async (deps) => ({ token: operatorToken(deps.keys) })),
  },
  ...apiKeyVerbs,
  ...webhookVerbs,
  ...dayVerbs,
  importVerb,
  fieldVerb,
  ...templateVerbs,
  ...segmentVerbs,
  ...rightsVerbs,
  ...suppressionVerbs,
  ...registerVerbs,
  {
    name: 'publish',
    usage: 'publish DIR --as OFFICER',
    does: 'compiles and checks a campaign folder and makes it the newest edition',
    words: one,
    options: { as: string },
    needs: ['as'],
    run: (context) => {
      const folder = context.words[0]!.replace(/(?<=.)\/+$/, '')
      const files = readCampaignFolder(folder)
      return command(context, 'publish', {
        slug: basename(resolve(folder)),
        files,
        as: text(context, 'as')!,
        place: `${folder}/`,
      })
    },
  },
  {
    name: 'preview',
    usage: 'preview CAMPAIGN --contact EMAIL [--step S] [--language L] [--variant V] --out DIR',
    does: 'writes message.eml, message.html and message.txt as that contact would get them',
    words: one,
    options: { contact: string, step: string, language: string, variant: string, out: string },
    needs: ['contact', 'out'],
    run: writePreview,
  },
  posterVerb,
  campaignVerb('plan', 'shows who will get what when, on whose clock', 'no'),
  ...reviewVerbs,
  preflightVerb,
  launchVerb,
  campaignVerb('pause', 'nothing more goes out until resume', 'may'),
  resumeVerb,
  campaignVerb('finish', 'ends the campaign', 'may'),
  {
    name: 'drain',
    usage: 'drain [--until TIME]',
    does: 'sends what is due, until nothing is due (at TIME, else now)',
    words: none,
    options: { until: string },
    run: drainAll,
  },
  campaignVerb('stats', 'figures of a campaign', 'no'),
  cascadeVerb,
  forecastVerb,
  forecastPlanVerb,
  seedsVerb,
  ...experimentVerbs,
  exportVerb,
  reportVerb,
  bounceVerb,
  ...warmUpVerbs,
  ...comingBackVerbs,
  ...backupVerbs,
  benchVerb,
]

async function writePreview(context: Context): Promise<object> {
  const input = { campaign: context.words[0]!, ...given(context, 'contact', 'step', 'language', 'variant') }
  const { eml, html, text: plain, ...answer } = (await command(context, 'preview', input)) as Preview
  const out = text(context, 'out')!
  await mkdir(out, { recursive: true })
  writeFileSync(join(out, 'message.eml'), eml)
  writeFileSync(join(out, 'message.html'), html)
  writeFileSync(join(out, 'message.txt'), plain)
  return answer
}

function drainAll(context: Context): Promise<object> {
  const until = text(context, 'until')
  return withDeps(context, async (deps) => {
    const progress = progressLine('sent')
    const stop = new AbortController()
    // What is under way finishes, the rest goes back into the outbox.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
    try {
      return await drain(deps, {
        signal: stop.signal,
        onProgress: (done) => progress.update(done.sent),
        ...(until === undefined ? {} : { until: instant('--until', until) }),
      })
    } finally {
      progress.stop()
    }
  })
}
