import type { DeskLanguage } from './words.ts'

export const experimentWords: Record<DeskLanguage, { heldOut: string }> = {
  fr: { heldOut: 'laissés de côté pour mesurer l’effet' },
  ar: { heldOut: 'مستثنون لقياس الأثر' },
  en: { heldOut: 'kept out to measure the effect' },
}
