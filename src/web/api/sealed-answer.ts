import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { openText, sealText } from '../../engine/sealed.ts'

/**
 * A kept answer may hold what a program read of a person. It is locked with a key made of the words that name the call,
 * the caller's own Idempotency-Key among them: only their hash is in the database, so nobody but who asks the same
 * again can open it.
 */
export const sealAnswer = (words: string, text: string): Promise<string> => sealText(keyOf(words), text)

/** @throws when the words are others */
export const openAnswer = (words: string, sealed: string): Promise<string> => openText(keyOf(words), sealed)

const keyOf = (words: string) => sha256(utf8ToBytes(`answer\n${words}`))
