import type { Settings } from '../config.ts'

/** The command line was wrong: exit 2 with the usage. */
export class Usage extends Error {}

export type Context = {
  words: string[]
  options: Record<string, string | boolean | string[] | undefined>
  settings: Settings
  environment: NodeJS.ProcessEnv
}

/** One verb of the command line. docs/cli.md lists the same (a test holds them together). */
export type Verb = {
  name: string
  usage: string
  does: string
  /** How many words stand after it. */
  words: { least: number; most: number }
  options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>
  /** Options that must be there. */
  needs?: string[]
  /** Exit code of a refusal where it is not 1: for mail servers EX_TEMPFAIL of sysexits, so that they try again. */
  refusedWith?: 75
  /** Answers the object that `--json` prints; nothing for verbs that speak for themselves. */
  run(context: Context): Promise<object | undefined>
}

export function text(context: Context, name: string): string | undefined {
  const value = context.options[name]
  return typeof value === 'string' ? value : undefined
}

/** An option that may be said more than once. */
export function texts(context: Context, name: string): string[] {
  const value = context.options[name]
  return Array.isArray(value) ? value : []
}

/** An instant in ISO 8601. @throws Usage */
export function instant(name: string, value: string): number {
  const at = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at))
    throw new Usage(`${name}: write a date as 2026-11-24 or 2026-11-24T18:30:00Z, not "${value}"`)
  return at
}

/** A whole number. @throws Usage */
export function whole(name: string, value: string, least: number): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < least)
    throw new Usage(`${name}: write a whole number from ${least}, not "${value}"`)
  return number
}
