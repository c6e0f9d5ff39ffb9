import { ar } from './report/ar.ts'
import { en } from './report/en.ts'
import { fr, type ReportWords } from './report/fr.ts'
import type { DeskLanguage } from './words.ts'

export type { ReportWords }

const catalogue: Record<DeskLanguage, ReportWords> = { fr, ar, en }

export const reportWords = (language: DeskLanguage): ReportWords => catalogue[language]
