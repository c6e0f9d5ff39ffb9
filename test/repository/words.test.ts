import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { everyMinute } from '../../src/cli/serve.ts'
import { verbs } from '../../src/cli/verbs.ts'
import { settingNames } from '../../src/config.ts'
import { filesLike, read, root, tableRows } from '../support/repository.ts'

const code = (cell: string) => /^`([^`]*)`$/.exec(cell)?.[1] ?? ''

it('tells operators of every setting, with its default, and of no other', () => {
  const told = tableRows(read('docs/settings.md'))
    .filter((cells) => /^`MAWJA_/.test(cells[0]!))
    .map(([name, standard]) => [code(name!), code(standard!)])
  expect(Object.fromEntries(told)).toEqual(settingNames)
  expect(told).toHaveLength(Object.keys(settingNames).length)
})

it('describes every verb of the command line, and no other', () => {
  const text = read('docs/cli.md')
  const headings = [...text.matchAll(/^### `([^`]+)`$/gm)].map((match) => match[1])
  expect(headings).toEqual(verbs.map((verb) => verb.name))
  const missing = verbs.flatMap((verb) => {
    const section = text.split(`### \`${verb.name}\`\n`)[1]?.split(/^### /m)[0] ?? ''
    const words = [`mawja ${verb.usage}\n`, ...Object.keys(verb.options).map((option) => `\`--${option}`)]
    return words.filter((word) => !section.includes(word)).map((word) => `${verb.name}: ${word.trim()}`)
  })
  expect(missing).toEqual([])
})

it('says of every dependency why it is there', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const told = tableRows(read('docs/dependencies.md')).map((cells) => code(cells[0]!))
  const named = told.filter(Boolean).sort()
  expect(named).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort())
})

it('rings at the edge as often as on one machine', () => {
  const crons = /^crons\s*=\s*\[([^\]]*)\]/m.exec(read('wrangler.toml'))?.[1] ?? ''
  expect([...crons.matchAll(/["']([^"']+)["']/g)].map((match) => match[1])).toEqual([everyMinute])
})

it('has no relative link that leads nowhere', () => {
  const pages = filesLike(/^(README|CHANGELOG|CONTRIBUTING|docs\/.*)(\.md)?$/).filter((path) =>
    path.endsWith('.md'),
  )
  const dead = pages.flatMap((page) =>
    linksOf(read(page))
      .filter((link) => !leads(page, link))
      .map((link) => `${page}: ${link}`),
  )
  expect(pages.length).toBeGreaterThan(10)
  expect(dead).toEqual([])
})

function linksOf(markdown: string): string[] {
  const text = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
  const patterns = [
    /\]\(\s*<?([^)\s>]+)>?[^)]*\)/g,
    /\b(?:src|srcset|href)="([^"\s]+)"/g,
    /^\[[^\]]+\]:\s*(\S+)/gm,
  ]
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!))
    .filter((link) => !/^[a-z][a-z+.-]*:/i.test(link))
}

function leads(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const file = path ? join(root, dirname(page), path) : join(root, page)
  if (!existsSync(file)) return false
  return !anchor || !file.endsWith('.md') || anchorsOf(file.slice(root.length + 1)).includes(anchor)
}

/** Headings as code forges name them: small letters, no punctuation, hyphens for blanks. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}
