import { type ForecastOfTrees, forecastTrees } from '../core/forecast/forecast-trees.ts'
import { readTrees } from './cascade.ts'
import { type Context, text, Usage, type Verb, whole } from './verb.ts'

const usage =
  'forecast CAMPAIGN [--days N] | forecast --tree FILE.csv --at MIN --horizon MIN [--history FILE.csv] [--per-tree]'
const string = { type: 'string' } as const
const ofTrees = ['at', 'horizon', 'history', 'per-tree'] as const

export const forecastVerb: Verb = {
  name: 'forecast',
  usage,
  does: 'how many a campaign, or the trees of a file, will have reached, with bands and a naive benchmark',
  words: { least: 0, most: 1 },
  options: {
    days: string,
    tree: string,
    at: string,
    horizon: string,
    history: string,
    'per-tree': { type: 'boolean' },
  },
  run: (context) => {
    const [campaign] = context.words
    const file = text(context, 'tree')
    if ((campaign === undefined) === (file === undefined)) throw new Usage(`mawja ${usage}`)
    return file === undefined ? ofCampaign(context, campaign!) : ofFile(context, file)
  },
}

async function ofCampaign(context: Context, campaign: string): Promise<object> {
  const astray = ofTrees.find((name) => context.options[name] !== undefined)
  if (astray) throw new Usage(`--${astray} goes with --tree: no campaign keeps who brought whom`)
  const days = text(context, 'days')
  const { command } = await import('./command.ts')
  return command(context, 'forecast', {
    campaign,
    ...(days === undefined ? {} : { days: whole('--days', days, 1) }),
  })
}

async function ofFile(context: Context, file: string): Promise<ForecastOfTrees> {
  if (context.options.days !== undefined) throw new Usage('--days goes with a campaign; --tree has --horizon')
  const [at, horizon] = [minutes(context, 'at'), minutes(context, 'horizon')]
  if (horizon < at) throw new Usage(`--horizon: minute ${horizon} comes before --at, minute ${at}`)
  const past = text(context, 'history')
  const forest = await readTrees(file)
  const history = past === undefined ? null : await readTrees(past)
  return forecastTrees(forest, { at, horizon, history, perTree: context.options['per-tree'] === true })
}

/** A minute of the file's own clock. @throws Usage */
function minutes(context: Context, name: 'at' | 'horizon'): number {
  const value = text(context, name)
  if (value === undefined) throw new Usage(`--${name} missing\nmawja ${usage}`)
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) throw new Usage(`--${name}: write minutes as a number, not "${value}"`)
  return number
}
