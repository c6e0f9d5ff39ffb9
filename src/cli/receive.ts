import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { receive } from '../engine/receive.ts'
import { command, withDeps } from './command.ts'
import { checkFile } from './file.ts'
import { type Context, text, texts, Usage, type Verb, whole } from './verb.ts'

const string = { type: 'string' } as const

/** For the pipe of a mail server: `-` is what comes in on stdin. */
const receiveVerb: Verb = {
  name: 'receive',
  usage: 'receive [FILE|-] --to ADDRESS … [--from ADDRESS]',
  does: 'takes in one mail that came back: bounce, complaint, unsubscription, reply',
  words: { least: 0, most: 1 },
  options: { to: { type: 'string', multiple: true }, from: string },
  needs: ['to'],
  refusedWith: 75,
  run: (context) => {
    const [file = '-'] = context.words
    if (file !== '-') checkFile(file)
    return withDeps(context, async (deps) =>
      receive(deps, {
        raw: await readStart(file === '-' ? process.stdin : createReadStream(file)),
        to: texts(context, 'to'),
        from: senderOf(context),
      }),
    )
  },
}

const repliesVerb: Verb = {
  name: 'replies',
  usage: 'replies CAMPAIGN [--done ID]',
  does: 'what people wrote back to a campaign; --done ticks one off',
  words: { least: 1, most: 1 },
  options: { done: string },
  run: (context) => {
    const done = text(context, 'done')
    return command(context, 'replies', {
      campaign: context.words[0]!,
      ...(done === undefined ? {} : { done: whole('--done', done, 1) }),
    })
  },
}

export const comingBackVerbs: readonly Verb[] = [receiveVerb, repliesVerb]

/** Mail servers write the empty sender of a bounce in several ways. */
function senderOf(context: Context): string {
  const from = text(context, 'from')
  if (from === undefined) return 'unknown'
  if (/[\r\n]/.test(from)) throw new Usage('--from: one address')
  return /^(<>|mailer-daemon(@.*)?)$/i.test(from.trim()) ? '' : from.trim()
}

const mostKept = 1_000_000

/** All of it is read, or whoever writes into the pipe would hear that it broke; its beginning is kept. */
async function readStart(source: Readable): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let kept = 0
  for await (const piece of source as AsyncIterable<Uint8Array>) {
    if (kept < mostKept) pieces.push(piece)
    kept += piece.length
  }
  return Buffer.concat(pieces)
}
