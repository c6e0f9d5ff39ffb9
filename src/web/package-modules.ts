import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../core/token.ts'

/**
 * The ES modules of packages that browsers may ask for, each with the file that its package.json gives for `import` (a test
 * holds them together). They stay modules: nothing bundles them, so what is served is what the package holds but for the
 * names it imports.
 */
export const packageModules: Readonly<Record<string, string>> = {
  codemirror: 'codemirror/dist/index.js',
  '@codemirror/autocomplete': '@codemirror/autocomplete/dist/index.js',
  '@codemirror/commands': '@codemirror/commands/dist/index.js',
  '@codemirror/lang-xml': '@codemirror/lang-xml/dist/index.js',
  '@codemirror/language': '@codemirror/language/dist/index.js',
  '@codemirror/lint': '@codemirror/lint/dist/index.js',
  '@codemirror/search': '@codemirror/search/dist/index.js',
  '@codemirror/state': '@codemirror/state/dist/index.js',
  '@codemirror/streamparser': '@codemirror/streamparser/dist/index.js',
  '@codemirror/view': '@codemirror/view/dist/index.js',
  '@lezer/common': '@lezer/common/dist/index.js',
  '@lezer/highlight': '@lezer/highlight/dist/index.js',
  '@lezer/lr': '@lezer/lr/dist/index.js',
  '@lezer/xml': '@lezer/xml/dist/index.js',
  '@marijn/find-cluster-break': '@marijn/find-cluster-break/src/index.js',
  crelt: 'crelt/index.js',
  'style-mod': 'style-mod/src/style-mod.js',
  'w3c-keyname': 'w3c-keyname/index.js',
}

/** `@codemirror/state` → `modules/codemirror-state.js`, below /assets/. */
export const moduleFile = (name: string): string => `modules/${name.replace('@', '').replace('/', '-')}.js`

const byFile: ReadonlyMap<string, string> = new Map(
  Object.keys(packageModules).map((name) => [moduleFile(name), name]),
)

/** The file of the package behind an address below /assets/; null = none of ours. */
export function moduleSource(path: string): string | null {
  const name = byFile.get(path)
  return name ? packageModules[name]! : null
}

/** `from 'name'` and `import 'name'`; what begins with a dot or a slash is an address already. */
const bare = /(\bfrom\s*|^\s*import\s*)(['"])([^'"./\s][^'"\s]*)\2/gm

/**
 * Modules with bare names turned into addresses of our own origin, each with the hash of what it holds and of what it
 * imports: a newer package gives a new address to itself and to all that lean on it.
 *
 * @param read  text of a module as its package has it, by its path below /assets/
 */
export function moduleLibrary(read: (path: string) => Promise<string>) {
  const texts = new Map<string, Promise<string>>()
  const textOf = (name: string): Promise<string> => {
    const known = texts.get(name)
    if (known) return known
    const fresh = read(moduleFile(name)).then(linked)
    texts.set(name, fresh)
    // What could not be read once may be there the next time.
    fresh.catch(() => texts.delete(name))
    return fresh
  }
  const addressOf = async (name: string) =>
    `/assets/${moduleFile(name)}?v=${toHex(sha256(utf8ToBytes(await textOf(name)))).slice(0, 12)}`

  /** A script with its bare names as addresses. */
  async function linked(script: string): Promise<string> {
    const names = new Set([...script.matchAll(bare)].map((match) => match[3]!).filter(isListed))
    const addresses = new Map(
      await Promise.all([...names].map(async (name) => [name, await addressOf(name)] as const)),
    )
    return script.replace(bare, (whole, before: string, quote: string, name: string) => {
      const address = addresses.get(name)
      return address ? `${before}${quote}${address}${quote}` : whole
    })
  }
  return {
    linked,
    /** null where the path is no module of the list. */
    read: (path: string): Promise<string> | null => {
      const name = byFile.get(path)
      return name ? textOf(name) : null
    },
  }
}

const isListed = (name: string): boolean => Object.hasOwn(packageModules, name)
