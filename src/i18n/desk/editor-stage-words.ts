import { ar } from './editor-stages/ar.ts'
import { en } from './editor-stages/en.ts'
import { fr, type StageWords } from './editor-stages/fr.ts'
import type { DeskLanguage } from './words.ts'

export type { StageWords }

const catalogue: Record<DeskLanguage, StageWords> = { fr, ar, en }

/** What the forms of the editor say, from goal to launch. */
export const stageWords = (language: DeskLanguage): StageWords => catalogue[language]
