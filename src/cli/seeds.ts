import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type Edge, graphOf, readEdges } from '../core/seeds/edges.ts'
import { maximise } from '../core/seeds/maximise.ts'
import { checkFile } from './file.ts'
import { type Context, text, Usage, type Verb, whole } from './verb.ts'

const usage =
  'seeds CAMPAIGN [--segment S] [--top N] [--random 0.15] [--quota country=40,…] [--save SLUG] | seeds --graph FILE.csv --k N [--p 0.1] [--epsilon 0.2] [--seed N]'
const string = { type: 'string' } as const
const ofCampaigns = ['segment', 'top', 'random', 'quota', 'save'] as const
const ofGraphs = ['k', 'p', 'epsilon', 'seed'] as const

export const seedsVerb: Verb = {
  name: 'seeds',
  usage,
  does: 'whom to write to first, and why; or the nodes of a graph that reach most others',
  words: { least: 0, most: 1 },
  options: Object.fromEntries(['graph', ...ofCampaigns, ...ofGraphs].map((name) => [name, string])),
  run: (context) => {
    const [campaign] = context.words
    const file = text(context, 'graph')
    if ((campaign === undefined) === (file === undefined)) throw new Usage(`mawja ${usage}`)
    return file === undefined ? ofCampaign(context, campaign!) : ofGraph(context, file)
  },
}

async function ofCampaign(context: Context, campaign: string): Promise<object> {
  refuse(context, ofGraphs, 'goes with --graph')
  const top = text(context, 'top')
  const random = text(context, 'random')
  const quota = text(context, 'quota')
  const { command, given } = await import('./command.ts')
  return command(context, 'seeds', {
    campaign,
    ...given(context, 'segment', 'save'),
    ...(top === undefined ? {} : { top: whole('--top', top, 1) }),
    ...(random === undefined ? {} : { random: share('--random', random) }),
    ...(quota === undefined ? {} : { quotas: quotasOf(quota) }),
  })
}

/** `country=40` for every country, `country:FR=30` for that one; percent of the seeds. @throws Usage */
function quotasOf(value: string): { field: string; value?: string; percent: number }[] {
  return value.split(',').map((part) => {
    const found = /^(country|language)(?::([A-Za-z-]+))?=(\d{1,3})%?$/.exec(part.trim())
    if (!found) throw new Usage(`--quota: write country=40 or country:FR=30,language=60, not "${part}"`)
    const [, field, of, percent] = found
    return { field: field!, percent: Number(percent), ...(of === undefined ? {} : { value: of }) }
  })
}

async function ofGraph(context: Context, file: string): Promise<object> {
  refuse(context, ofCampaigns, 'goes with a campaign')
  const k = text(context, 'k')
  if (k === undefined) throw new Usage(`--k missing\nmawja ${usage}`)
  const epsilon = text(context, 'epsilon') ?? '0.2'
  if (!(Number(epsilon) >= 0.05 && Number(epsilon) <= 0.6))
    throw new Usage(`--epsilon: write a number from 0.05 to 0.6, not "${epsilon}"`)
  const seed = whole('--seed', text(context, 'seed') ?? '1', 0)
  checkFile(file)
  const edges: Edge[] = []
  const lines: string[] = []
  const usual = share('--p', text(context, 'p') ?? '0.1')
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
    lines.push(line)
  for (const edge of readEdges(file, lines, usual)) edges.push(edge)
  return maximise(graphOf(edges), { k: whole('--k', k, 1), epsilon: Number(epsilon), seed })
}

function refuse(context: Context, names: readonly string[], why: string): void {
  const astray = names.find((name) => context.options[name] !== undefined)
  if (astray) throw new Usage(`--${astray} ${why}`)
}

/** @throws Usage */
function share(name: string, value: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!(number >= 0 && number <= 1)) throw new Usage(`${name}: write a share as 0.15, not "${value}"`)
  return number
}
