import { adminAr } from './admin/ar.ts'
import { adminEn } from './admin/en.ts'
import { adminFr } from './admin/fr.ts'
import type { DeskLanguage } from './words.ts'

export type AdminWords = typeof adminFr

const catalogue: Record<DeskLanguage, AdminWords> = { fr: adminFr, ar: adminAr, en: adminEn }

/** The words of the administration of an institution. */
export const adminWords = (language: DeskLanguage): AdminWords => catalogue[language]
