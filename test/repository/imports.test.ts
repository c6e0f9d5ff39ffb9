import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { expect, it } from 'vitest'
import { filesLike, read } from '../support/repository.ts'

/**
 * The dependency rule, docs/architecture.md. `entries` are the few files that put the rest together; only those of Node
 * may touch Node.
 */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  i18n: ['core'],
  render: ['core', 'i18n'],
  store: ['core', 'i18n', 'schema'],
  channels: ['core'],
  engine: ['core', 'i18n', 'render', 'store'],
  web: ['core', 'i18n', 'render', 'store', 'engine'],
  config: ['core'],
  schema: [],
  entries: ['core', 'i18n', 'render', 'store', 'channels', 'engine', 'web', 'config', 'schema'],
}
/** Run by Node alone. Everything else runs at the edge as well. */
const onNodeOnly = /^src\/(node|cli|demo)(\/|\.ts$)/
/** Workers lend these two modules, and the client of X speaks through them. */
const lent = /^src\/channels\/x\/client\.js imports node:https?$/

const source = filesLike(/^(src|db)\/.*\.(ts|tsx|js)$/).filter((path) => !path.endsWith('.d.ts'))
const imports = source.flatMap((file) => importsOf(file).map((name) => ({ file, name })))

function importsOf(file: string): string[] {
  const code = read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
  const pattern =
    /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...code.matchAll(pattern)].map((match) => (match[1] ?? match[2])!)
}

function layerOf(path: string): string {
  if (path === 'db/schema.ts') return 'schema'
  if (path === 'src/config.ts') return 'config'
  const folder = path.split('/')[1]!
  return folder in mayImport ? folder : 'entries'
}

const target = (file: string, name: string) => posix.join(posix.dirname(file), name)

it('reads the imports of a few hundred lines at least', () => {
  expect(imports.length).toBeGreaterThan(300)
  expect(importsOf('src/channels/x/client.js').length).toBeGreaterThan(0)
})

it('lets each folder import only what lies beneath it', () => {
  const wrong = imports
    .filter(({ name }) => name.startsWith('.'))
    .map(({ file, name }) => ({ file, name, from: layerOf(file), to: layerOf(target(file, name)) }))
    .filter(({ from, to }) => from !== to && !mayImport[from]!.includes(to))
    .map(({ file, name, from, to }) => `${file} imports ${name}: ${from} must not know ${to}`)
  expect(wrong).toEqual([])
})

it('keeps Node out of everything that runs at the edge as well', () => {
  const wrong = imports
    .filter(({ file }) => !onNodeOnly.test(file))
    .filter(({ name }) => isOfNode(name))
    .map(({ file, name }) => `${file} imports ${name}`)
    .filter((line) => !lent.test(line))
  const globals = source
    .filter((file) => !onNodeOnly.test(file))
    .filter((file) => /\b(process\.|Buffer\.|__dirname|require\()/.test(read(file)))
  expect([...wrong, ...globals]).toEqual([])
})

const isOfNode = (name: string) => name.startsWith('node:') || builtinModules.includes(name.split('/')[0]!)

it('imports only packages that an installation has', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  const wrong = imports
    .filter(({ name }) => !name.startsWith('.') && !isOfNode(name) && !/^cloudflare:/.test(name))
    .filter(({ name }) => !Object.hasOwn(dependencies, packageOf(name)))
    .map(({ file, name }) => `${file} imports ${name}, which is no dependency`)
  expect(wrong).toEqual([])
})

it('has no dependency that nothing leans on', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
  // Node and tsx run the rest.
  const used = new Set(['node', 'tsx', ...imports.map(({ name }) => packageOf(name))])
  // Fonts are asked for as files.
  const asked = filesLike(/^src\/.*\.tsx?$/)
    .map(read)
    .join('\n')
  const idle = Object.keys(dependencies).filter((name) => !used.has(name) && !asked.includes(`${name}/`))
  expect(idle).toEqual([])
})

const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

it('lets pages read through the store, and change things only through verbs', () => {
  const writes =
    /^(add|append|claim|confirm|consent|delete|ensure|expire|fold|insert|keep|launch|make|move|queue|save|set|settle|suppress|unsubscribe|update|use)[A-Z]/
  const wrong = filesLike(/^src\/web\/.*\.tsx?$/).flatMap((file) =>
    [...read(file).matchAll(/import\s*\{([^}]*)\}\s*from\s*'[^']*\/store\/[^']*'/g)]
      .flatMap((match) => match[1]!.split(',').map((name) => name.replace(/\btype\b/, '').trim()))
      .filter((name) => writes.test(name))
      .map((name) => `${file} calls ${name}`),
  )
  expect(wrong).toEqual([])
})
