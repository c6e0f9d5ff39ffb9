import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { command, given } from './command.ts'
import { text, Usage, type Verb } from './verb.ts'

const string = { type: 'string' } as const

export const posterVerb: Verb = {
  name: 'poster',
  usage: 'poster CAMPAIGN [--language L] [--size A4|A3] [--place TEXT] --out FILE.svg|html',
  does: 'writes a poster with a QR code that leads to the landing page',
  words: { least: 1, most: 1 },
  options: { language: string, size: string, place: string, out: string },
  needs: ['out'],
  run: async (context) => {
    const out = text(context, 'out')!
    const as = extname(out).slice(1).toLowerCase()
    if (as !== 'svg' && as !== 'html') throw new Usage(`--out: end the name with .svg or .html, not "${out}"`)
    const input = { campaign: context.words[0]!, as, ...given(context, 'language', 'size', 'place') }
    const { file, ...answer } = (await command(context, 'poster', input)) as { file: string }
    writeFileSync(out, file)
    return { ...answer, out }
  },
}
