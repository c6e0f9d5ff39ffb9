import { logLevels } from '../config.ts'
import type { Deps } from '../engine/deps.ts'
import { home } from './files.ts'

type LogLevel = (typeof logLevels)[number]

/** What is not `info`. Whatever failed is an error, and its name says so. */
const levelOfEvent: Readonly<Record<string, LogLevel>> = {
  crashed: 'error',
  'campaign-stopped': 'error',
  'campaign-warning': 'warn',
  'channel-rests': 'error',
  'disk-unwritable': 'error',
  'lane-slowed': 'warn',
  'message-unknown': 'warn',
  'hook-refused': 'warn',
  'request-slow': 'warn',
  'resolver-rests': 'warn',
  'scrub-later': 'warn',
  request: 'debug',
  'inbound-line': 'debug',
}

export const levelOf = (event: string): LogLevel =>
  levelOfEvent[event] ?? (/\bfailed$/.test(event) ? 'error' : 'info')

/**
 * One JSON object a line: `at`, `level`, `event`, and facts, which are numbers and names of things, never of people.
 *
 * @param write  gets each line with its end; absent: stderr
 */
export function lineLog(
  least: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Deps['log'] {
  const shown = new Set(logLevels.slice(0, logLevels.indexOf(least) + 1))
  return (event, facts) => {
    const level = levelOf(event)
    if (shown.has(level))
      write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`)
  }
}

/** An error for the log: kind and place, without its words, which may quote an address or a line of somebody's file. */
export function errorFacts(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error }
  // A failed query is wrapped in one more error, which says less about why.
  if (error.cause instanceof Error) return { ...errorFacts(error.cause), place: frames(error) }
  const { code, key } = error as Error & { code?: unknown; key?: unknown }
  const name = typeof key === 'string' ? key : code
  return {
    error: error.name,
    ...(typeof name === 'string' ? { code: name } : {}),
    place: frames(error),
  }
}

/** Where it happened: the nearest places in the code, no words of anybody. */
const frames = (error: Error) =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 3)
    .map((line) => line.trim().slice('at '.length).replaceAll(`${home}/`, ''))
    .join(' < ')
