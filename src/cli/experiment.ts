import { createReadStream } from 'node:fs'
import { seeded } from '../core/chance.ts'
import { thompsonShares } from '../core/experiment/allocate.ts'
import { type Judged, sampleRatioLimits } from '../core/experiment/judge.ts'
import { sizeOf } from '../core/experiment/size.ts'
import type { CampaignExperiment } from '../engine/experiment.ts'
import { judgeFile } from '../engine/experiment-file.ts'
import { command } from './command.ts'
import { campaignLines, named } from './experiment-lines.ts'
import { checkFile, isFile } from './file.ts'
import { type Context, text, Usage, type Verb, whole } from './verb.ts'

const string = { type: 'string' } as const

export const experimentVerbs: readonly Verb[] = [
  {
    name: 'experiment size',
    usage: 'experiment size --baseline RATE --effect DIFFERENCE [--power CHANCE]',
    does: 'how many recipients each of two arms needs',
    words: { least: 0, most: 0 },
    options: { baseline: string, effect: string, power: string },
    needs: ['baseline', 'effect'],
    run: async (context) =>
      sizeOf({
        baseline: fraction(context, 'baseline')!,
        effect: fraction(context, 'effect')!,
        power: fraction(context, 'power') ?? 0.8,
      }),
  },
  {
    name: 'experiment',
    usage: 'experiment FILE.csv | CAMPAIGN [--next] [--seed N]',
    does: 'compares arms, whenever you look: rates with intervals, and a winner only when it is certain',
    words: { least: 1, most: 1 },
    options: { next: { type: 'boolean' }, seed: string },
    run: async (context) => {
      const seed = whole('--seed', text(context, 'seed') ?? '1', 0)
      const random = seeded(seed)
      const answer = withNext(await judgedBy(context), context.options.next ? random : null)
      if (context.options.json) return answer
      process.stdout.write(said(answer))
      return undefined
    },
  },
]

type Answer = Judged & Partial<Omit<CampaignExperiment, keyof Judged>> & { test?: string }
type Answers = Answer | { tests: Answer[] }

async function judgedBy(context: Context): Promise<Answers> {
  const name = context.words[0]!
  if (isFile(name)) return judgeFile(name, createReadStream(name, { highWaterMark: 1 << 18 }))
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) checkFile(name)
  return (await command(context, 'experiment', { campaign: name })) as Answer
}

function withNext(answer: Answers, random: (() => number) | null): Answers {
  if (random === null) return answer
  const one = (it: Answer) => {
    const shares = thompsonShares(it.arms, { random })
    return { ...it, next: it.arms.map(({ arm }, index) => ({ arm, share: shares[index]! })) }
  }
  return 'tests' in answer ? { tests: answer.tests.map(one) } : one(answer)
}

/** @throws Usage */
function fraction(context: Context, name: string): number | undefined {
  const value = text(context, name)
  if (value === undefined) return undefined
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) throw new Usage(`--${name}: write a number such as 0.05, not "${value}"`)
  return number
}

const said = (answer: Answers): string =>
  'tests' in answer ? answer.tests.map((one) => `${one.test}\n${saidOne(one)}`).join('\n') : saidOne(answer)

function saidOne(it: Answer & { next?: { arm: string; share: number }[] }): string {
  const width = Math.max(...it.arms.map(({ arm }) => named(arm).length))
  const arms = it.arms.map(
    ({ arm, n, successes, rate, low, high }) =>
      `  ${named(arm).padEnd(width)}  ${rate === null ? '-' : percent(rate)}  (${percent(low)} to ${percent(high)})  ${successes} of ${n}\n`,
  )
  const ratio = it.sampleRatioP
  const lines = [
    ...(it.arms.length < 2 ? [] : [it.winner === null ? noWinner(it) : `winner: ${it.winner}`]),
    `always-valid p that all are equal: ${probability(it.alwaysValidP)}`,
    ratio === null
      ? 'sample ratio: too few to say'
      : `sample ratio: p ${probability(ratio)}${ratio < sampleRatioLimits.doubt ? uneven(ratio) : ''}`,
    ...(it.measure
      ? [`success: ${it.measure} of mails delivered${it.judged === 'first' ? ', first wave only' : ''}`]
      : []),
    ...(it.method ? [`method: ${it.method}`] : []),
    ...campaignLines(it),
    ...(it.next
      ? [`next: ${it.next.map(({ arm, share }) => `${arm} ${(share * 100).toFixed(0)} %`).join(' · ')}`]
      : []),
  ]
  return [...arms, ...lines.map((line) => `  ${line}\n`)].join('')
}

const noWinner = ({ verdict }: Answer) =>
  verdict === 'early'
    ? 'no clear winner: too early, even a large difference would not show yet'
    : 'no clear winner'

const percent = (rate: number) => `${(rate * 100).toFixed(2)} %`
const probability = (p: number) => (p < 0.0001 ? 'below 0.0001' : p.toFixed(4))

const uneven = (ratio: number) =>
  `; the arms did not get the numbers they should have: find out why${ratio < sampleRatioLimits.broken ? ', no winner is named until then' : ''}`
