import { command, given } from './command.ts'
import { type Context, text, texts, Usage, type Verb, whole } from './verb.ts'

const one = { least: 1, most: 1 }
const string = { type: 'string' } as const

const add: Verb = {
  name: 'institution add',
  usage: 'institution add SLUG --name NAME [--country CC]',
  does: 'adds an owner of contacts and campaigns',
  words: one,
  options: { name: string, country: string },
  needs: ['name'],
  run: (context) =>
    command(context, 'institution add', { slug: context.words[0]!, ...given(context, 'name', 'country') }),
}

const set: Verb = {
  name: 'institution set',
  usage:
    'institution set SLUG [--cap N --cap-days D] [--tracking none|aggregate|individual] [--retention rule=days,…] [--controller fact=text,…] [--time-zone ZONE] [--window CHANNEL=HOURS …]',
  does: 'changes what holds for all campaigns of an institution; without options, says what holds',
  words: one,
  options: {
    cap: string,
    'cap-days': string,
    tracking: string,
    retention: string,
    controller: string,
    'time-zone': string,
    window: { type: 'string', multiple: true },
  },
  run: (context) =>
    command(context, 'institution set', {
      slug: context.words[0]!,
      ...given(context, 'tracking', 'retention', 'controller'),
      ...capOf(context),
      ...(text(context, 'time-zone') === undefined ? {} : { timeZone: text(context, 'time-zone')! }),
      ...windowsOf(context),
    }),
}

/** `email=08:00-20:00;days=mon,tue;holidays=closed`, or `email=none` to take it away. @throws Usage */
function windowsOf(context: Context): { windows?: Record<string, object | null> } {
  const written = texts(context, 'window')
  if (!written.length) return {}
  return { windows: Object.fromEntries(written.map(windowOf)) }
}

function windowOf(written: string): [string, object | null] {
  const [, channel, rest = ''] = /^([a-z]+)=(.+)$/.exec(written) ?? []
  const bad = () =>
    new Usage(
      `--window: write email=08:00-20:00;days=mon,tue;holidays=closed or email=none, not "${written}"`,
    )
  if (!channel) throw bad()
  if (rest === 'none') return [channel, null]
  const parts = rest.split(';').map((part): object => {
    const [, from, until] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(part) ?? []
    if (from) return { from, until }
    const [name, value = ''] = part.split('=')
    if (name === 'days') return { days: value.split(',') }
    if (name === 'holidays') return { holidays: value }
    throw bad()
  })
  return [channel, Object.assign({}, ...parts)]
}

/** `--cap 3 --cap-days 30`, or `--cap none` to lift it. @throws Usage */
function capOf(context: Context): { cap?: { count: number; days: number } | null } {
  const [cap, days] = [text(context, 'cap'), text(context, 'cap-days')]
  if (cap === undefined) {
    if (days !== undefined) throw new Usage('--cap-days: say --cap as well, how many mails in so many days')
    return {}
  }
  if (cap === 'none' || cap === '0') return { cap: null }
  if (days === undefined) throw new Usage('--cap: say --cap-days as well, in how many days')
  return { cap: { count: whole('--cap', cap, 1), days: whole('--cap-days', days, 1) } }
}

export const institutionVerbs: readonly Verb[] = [add, set]
