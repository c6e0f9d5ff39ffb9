import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findingWords, readFindingLine } from '../../src/i18n/desk/editor-finding-words.ts'
import { deskLanguages } from '../../src/i18n/desk/words.ts'

const sources = globSync('src/{core,render,engine}/**/*.ts').map((path) => readFileSync(path, 'utf8'))
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!)

it.each(Object.entries(findingWords))('%s has words in every language of the desk', (code, words) => {
  const names = namesIn(words.line, /<(\w+)>/g)
  for (const language of deskLanguages) {
    expect(words[language].trim(), language).not.toBe('')
    expect(names, language).toEqual(expect.arrayContaining(namesIn(words[language], /\{(\w+)\}/g)))
  }
  const line = words.line.replace(/<(\w+)>/g, (_, name) => `x-${name}`)
  const values = Object.fromEntries(names.map((name) => [name, `x-${name}`]))
  expect(readFindingLine(line)).toEqual({ code, values })
})

it('knows the lines as they are made where faults are found', () => {
  const gone = Object.entries(findingWords).filter(([, { line }]) => {
    // A value of the line is whatever a template literal puts in, or a name that stands there as it is.
    const parts = line.split(/<\w+>/).map((part) => part.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&'))
    const made = new RegExp(parts.join('(?:\\$\\{[^}]+\\}|<\\w+>)'))
    return !sources.some((source) => made.test(source))
  })
  expect(gone.map(([code]) => code)).toEqual([])
})
