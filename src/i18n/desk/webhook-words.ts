import { ar } from './webhooks/ar.ts'
import { en } from './webhooks/en.ts'
import { fr, type WebhookWords } from './webhooks/fr.ts'
import type { DeskLanguage } from './words.ts'

export type { WebhookWords }

const catalogue: Record<DeskLanguage, WebhookWords> = { fr, ar, en }

/** The words of the pages on which an institution says which of its systems are told. */
export const webhookWords = (language: DeskLanguage): WebhookWords => catalogue[language]
