import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { layoutFindingWords, readLayoutLine } from '../../src/i18n/desk/layout-finding-words.ts'
import { deskLanguages } from '../../src/i18n/desk/words.ts'
import { sourceFaults } from '../../src/render/layout-source.ts'

const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!)

it.each(Object.entries(layoutFindingWords))('%s has words in every language of the desk', (code, words) => {
  const names = namesIn(words.line, /<(\w+)>/g)
  for (const language of deskLanguages) {
    expect(words[language].trim(), language).not.toBe('')
    expect(names, language).toEqual(expect.arrayContaining(namesIn(words[language], /\{(\w+)\}/g)))
  }
  const line = words.line.replace(/<(\w+)>/g, (_, name) => `x-${name}`)
  const values = Object.fromEntries(names.map((name) => [name, `x-${name}`]))
  expect(readLayoutLine(line)).toEqual({ code, values })
  expect(readLayoutLine(`${line} (campaign, fr)`)?.code).toBe(code)
})

it.each([
  ['{{unsubscribeUrl}}', 'layout-value-sent'],
  ['{{colour.brand}}', 'layout-value-like'],
  ['{{nothing}}', 'layout-value'],
  ['\\{{nothing}}', 'layout-sent-unknown'],
  ['{{{title}}}', 'layout-braces'],
  ['<script>', 'layout-script'],
  ['<p onclick="x">', 'layout-handler'],
  ['<a href="javascript:x">', 'layout-address-script'],
  ['<iframe>', 'layout-taken-out'],
  ['<mj-include path="x" />', 'layout-include'],
  ['<mj-image src="https://elsewhere.example/x.png" />', 'layout-fetches'],
  ['<mj-nothing />', 'layout-element'],
  ['</mj-text>', 'layout-closes'],
  ['<mj-text>', 'layout-unclosed'],
])('has words for what is wrong with %s', (text, code) => {
  const codes = sourceFaults({ text, partials: [], hosts: [] }).map(({ what }) => readLayoutLine(what)?.code)
  expect(codes).toContain(code)
})

it('knows the lines about sample letters as they are made', () => {
  const sources = globSync('src/render/layout-check.ts').map((path) =>
    readFileSync(path, 'utf8').replace(/\\\\/g, '\\'),
  )
  const letters = Object.entries(layoutFindingWords).slice(-9)
  expect(letters.filter(([, { line }]) => !sources.some((source) => source.includes(line)))).toEqual([])
})
