import { benchAudience } from './bench/audience.ts'
import { benchCascade } from './bench/cascade.ts'
import { benchChaos } from './bench/chaos.ts'
import { benchEnroll } from './bench/enroll.ts'
import { benchForecast } from './bench/forecast.ts'
import { benchImport } from './bench/import.ts'
import { benchPages } from './bench/pages.ts'
import { benchSend } from './bench/send.ts'
import { benchTrack } from './bench/track.ts'
import { type Context, Usage, type Verb } from './verb.ts'

/** A benchmark measures us and its own baseline in the same run. */
export type Bench = (
  context: Context,
) => Promise<{ figure: number; baseline: number; ratio: number; rssBytes: number }>

/** By the name after the verb. */
const benches: Readonly<Record<string, Bench>> = {
  import: benchImport,
  audience: benchAudience,
  send: benchSend,
  chaos: benchChaos,
  track: benchTrack,
  enroll: benchEnroll,
  cascade: benchCascade,
  forecast: benchForecast,
  pages: benchPages,
}

export const benchVerb: Verb = {
  name: 'bench',
  usage:
    'bench NAME [--rows N] [--contacts N] [--mails N] [--repeat N] [--events N] [--rounds N] [--seconds N] [--recipients N] [--kills N] [--seed N]',
  does: `measures, beside a baseline in the same run: ${Object.keys(benches).join(', ')}`,
  words: { least: 1, most: 1 },
  options: {
    rows: { type: 'string' },
    contacts: { type: 'string' },
    events: { type: 'string' },
    mails: { type: 'string' },
    repeat: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    recipients: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
  },
  run: (context) => {
    const [name] = context.words
    const bench = Object.hasOwn(benches, name!) && benches[name!]
    if (!bench) throw new Usage(`there is no bench "${name}"; there are ${Object.keys(benches).join(', ')}`)
    return bench(context)
  },
}
