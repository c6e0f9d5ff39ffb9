import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { logActs, logActWords } from '../../src/i18n/desk/log-act-words.ts'
import { deskLanguages } from '../../src/i18n/desk/words.ts'

/** What stands between brackets from `from` on, cut at the commas of its own level. */
function parts(text: string, from: number): string[] {
  const found = ['']
  let depth = 0
  for (const letter of text.slice(from)) {
    if (depth === 0 && letter === ')') break
    if ('([{<'.includes(letter)) depth++
    if (')]}>'.includes(letter)) depth--
    if (depth === 0 && letter === ',') found.push('')
    else found[found.length - 1] += letter
  }
  return found.map((one) => one.trim())
}

const literals = (text: string) => [...text.matchAll(/'([a-z][a-z -]*)'/g)].map((match) => match[1]!)

/** Acts that a file writes: said at once, held in a name, or handed to a function of the file that writes them. */
function actsOf(text: string): string[] {
  const acts = [...text.matchAll(/\bact(?: =|:) ([^\n,;}]+)/g)].flatMap((match) => literals(match[1]!))
  for (const match of text.matchAll(/(?:function (\w+)|const (\w+) = (?:async )?)(?:<[^(]*>)?\(/g)) {
    const name = match[1] ?? match[2]!
    const place = parts(text, match.index + match[0].length).findIndex((one) => /^act\b/.test(one))
    if (place < 0) continue
    for (const call of text.matchAll(new RegExp(`\\b${name}\\(`, 'g')))
      acts.push(...literals(parts(text, call.index + call[0].length)[place] ?? ''))
  }
  return acts
}

const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .filter((text) => /import \{[^}]*\baudit\b[^}]*\} from '[^']*audit\.ts'/.test(text))

const written = new Set(['src/engine', 'src/web', 'src/cli'].flatMap(sources).flatMap(actsOf))

it('reads the acts out of the source', () => {
  const some = ['publish', 'pause', 'warm-up-start', 'month-set', 'settle-again', 'reply-done', 'undo import']
  expect([...written]).toEqual(expect.arrayContaining([...some, 'officer-role', 'recovery-codes']))
})

it('has words for every act that the source writes, and for nothing else', () => {
  expect([...written].sort()).toEqual([...logActs].sort())
})

it.each(deskLanguages)('says every act in %s', (language) => {
  const sentences = logActs.map((act) => logActWords(language, act))
  for (const [index, sentence] of sentences.entries()) {
    expect(sentence, logActs[index]).not.toBe(logActs[index])
    expect(sentence.length).toBeGreaterThan(4)
  }
  expect(new Set(sentences).size).toBe(logActs.length)
  expect(logActWords(language, 'an act of long ago')).toBe('an act of long ago')
})
