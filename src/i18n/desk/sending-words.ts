import { sendingAr } from './sending/ar.ts'
import { sendingEn } from './sending/en.ts'
import { sendingFr } from './sending/fr.ts'
import type { DeskLanguage } from './words.ts'

export type SendingWords = typeof sendingFr

const catalogue: Record<DeskLanguage, SendingWords> = { fr: sendingFr, ar: sendingAr, en: sendingEn }

/** The words of the page of sending, in the administration. */
export const sendingWords = (language: DeskLanguage): SendingWords => catalogue[language]
