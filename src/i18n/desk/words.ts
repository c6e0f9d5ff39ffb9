import { ar } from './ar.ts'
import { en } from './en.ts'
import { type DeskWords, fr } from './fr.ts'

export type { DeskWords }

/** Languages of the desk, in the order in which they are offered. */
export const deskLanguages = ['fr', 'ar', 'en'] as const
export type DeskLanguage = (typeof deskLanguages)[number]

const catalogue: Record<DeskLanguage, DeskWords> = { fr, ar, en }

export function deskWords(language: DeskLanguage): DeskWords {
  return catalogue[language]
}

export function isDeskLanguage(tag: string): tag is DeskLanguage {
  return (deskLanguages as readonly string[]).includes(tag)
}
