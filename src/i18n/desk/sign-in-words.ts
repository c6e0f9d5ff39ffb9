import { signInAr } from './sign-in/ar.ts'
import { signInEn } from './sign-in/en.ts'
import { signInFr } from './sign-in/fr.ts'
import type { DeskLanguage } from './words.ts'

export type SignInWords = typeof signInFr

const catalogue: Record<DeskLanguage, SignInWords> = { fr: signInFr, ar: signInAr, en: signInEn }

/** The words of the door and of one's own account. */
export const signInWords = (language: DeskLanguage): SignInWords => catalogue[language]
