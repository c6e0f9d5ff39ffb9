import { expect, it } from 'vitest'
import { files, read } from '../support/repository.ts'

/** A bundle cannot read a folder, so two lists stand for folders. What is missing from them fails only at the edge. */
const templates = files().filter((path) => path.startsWith('templates/'))
const styles = files().filter((path) => path.startsWith('src/web/assets/'))

const keysOf = (path: string) => [...read(path).matchAll(/^ {2}'([^']+)': \w+,$/gm)].map((match) => match[1])
const importsOf = (path: string, folder: string) =>
  [...read(path).matchAll(/^import \w+ from '([^']+)'$/gm)]
    .map((match) => match[1]!)
    .filter((name) => name.startsWith(folder))
    .map((name) => name.slice(folder.length))

it('bundles every template', () => {
  const names = templates.map((path) => path.slice('templates/'.length))
  expect(keysOf('src/worker/templates.ts')).toEqual(names)
  expect(importsOf('src/worker/templates.ts', '../../templates/')).toEqual(names)
})

it('bundles every stylesheet and the mark', () => {
  const names = styles.map((path) => path.slice('src/web/assets/'.length))
  expect(keysOf('src/worker/assets.ts')).toEqual(names)
  expect(importsOf('src/worker/assets.ts', '../web/assets/').sort()).toEqual(names)
})

it('bundles every font that a stylesheet names, and no other', () => {
  const named = [...read('src/web/assets/fonts.css').matchAll(/\/assets\/fonts\/([\w-]+\.woff2)/g)]
  const bundled = importsOf('src/worker/assets.ts', '@fontsource/').map((path) => path.split('/').at(-1))
  expect(bundled.sort()).toEqual(named.map((match) => match[1]).sort())
})

it('gives wrangler the migrations that Node applies', () => {
  expect(/^migrations_dir = "(.+)"$/m.exec(read('wrangler.toml'))?.[1]).toBe('db/migrations')
})
