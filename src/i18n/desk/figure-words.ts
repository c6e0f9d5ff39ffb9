import { ar } from './figures/ar.ts'
import { en } from './figures/en.ts'
import { type FigureWords, fr } from './figures/fr.ts'
import type { DeskLanguage } from './words.ts'

export type { FigureWords }

const catalogue: Record<DeskLanguage, FigureWords> = { fr, ar, en }

export const figureWords = (language: DeskLanguage): FigureWords => catalogue[language]
