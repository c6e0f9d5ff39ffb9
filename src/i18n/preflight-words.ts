import type { Finding } from '../core/preflight/finding.ts'
import type { DeskLanguage } from './desk/words.ts'
import { ar } from './preflight/ar.ts'
import { en } from './preflight/en.ts'
import { fr, type PreflightWords } from './preflight/fr.ts'
import { fill } from './words.ts'

const catalogue: Record<DeskLanguage, PreflightWords> = { fr, ar, en }

export const preflightWords = (language: DeskLanguage): PreflightWords => catalogue[language]

/** What was found, in a line of plain English, for the command line and the API. */
export const findingLine = ({ key, values }: Pick<Finding, 'key' | 'values'>): string =>
  fill(en.findings[key], values)
