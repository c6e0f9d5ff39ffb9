import { ar } from './audience-page/ar.ts'
import { en } from './audience-page/en.ts'
import { type AudiencePageWords, fr } from './audience-page/fr.ts'
import type { DeskLanguage } from './words.ts'

const catalogue: Record<DeskLanguage, AudiencePageWords> = { fr, ar, en }

/** Audiences on the desk: the list, the form, the count. */
export const audiencePageWords = (language: DeskLanguage): AudiencePageWords => catalogue[language]
