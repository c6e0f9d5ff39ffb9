import { ar } from './editor/ar.ts'
import { en } from './editor/en.ts'
import { type EditorWords, fr } from './editor/fr.ts'
import type { DeskLanguage } from './words.ts'

export type { EditorWords }

const catalogue: Record<DeskLanguage, EditorWords> = { fr, ar, en }

/** What the editor of campaigns says. */
export const editorWords = (language: DeskLanguage): EditorWords => catalogue[language]
