import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toHex } from '../core/token.ts'
import { referenceScript } from './api/reference.tsx'
import { calendarScript } from './desk/calendar/calendar-script.ts'
import { moduleLibrary, moduleSource } from './package-modules.ts'
import { editorScript } from './ui/editor-script.ts'
import { passkeyScript } from './ui/passkey-script.ts'
import { shareScript } from './ui/share-script.ts'
import { templateSourceScript } from './ui/template-source-script.ts'
import { templateVisualScript } from './ui/template-visual-script.ts'

/** What the pages need besides themselves: stylesheets of `src/web/assets` and fonts of the Fontsource packages. */
export type Assets = {
  read(path: string): Promise<{ body: Uint8Array | string; type: string } | null>
  /** Whether there is one, asked without reading it: some are of several megabytes. */
  has(path: string): Promise<boolean>
}

/** One request per page instead of one per component: old phones pay for round trips, not for bytes. */
const bundles: Readonly<Record<string, readonly string[]>> = {
  'public.css': ['fonts', 'tokens', 'base', 'button', 'form', 'wave', 'public', 'share'],
  'own.css': ['fonts', 'tokens', 'base', 'button', 'form', 'wave', 'public', 'choices', 'own-data'],
  'desk.css': [
    'fonts',
    'tokens',
    'base',
    'button',
    'form',
    'wave',
    'desk',
    'controls',
    'status',
    'campaigns',
    'attention',
    'preflight',
    'timeline',
    'plan',
    'figures',
    'table',
    'mailbox',
    'replies',
    'live',
    'calendar',
    'analyst',
    'audience',
    'editor',
    'admin',
    'sending',
    'template-visual',
  ],
}
/** `own`: pages about one's own choices and data; whoever is passed a campaign on does not pay for them. */
export type Stylesheet = 'public' | 'own' | 'desk'
/** Addresses of the bundles and of the scripts with the hash of what they hold, so that browsers may keep them for a year. */
export type Styles = Readonly<Record<Stylesheet | 'script' | 'editor' | 'htmx', string>>

const packages: Readonly<Record<string, string>> = {
  'noto-sans-arabic': '@fontsource/noto-sans-arabic',
  'noto-sans-tifinagh': '@fontsource/noto-sans-tifinagh',
  'noto-sans': '@fontsource/noto-sans',
}

/**
 * Scripts of packages, without eval, as the pages tell them. Whatever is named here is laid beside the bundle for Workers
 * (src/node/static-files.ts).
 */
export const packageScripts: Readonly<Record<string, string>> = {
  'htmx.js': 'htmx.org/dist/htmx.min.js',
  'scalar.js': '@scalar/api-reference/dist/browser/standalone.js',
  'grapes.js': 'grapesjs/dist/grapes.min.js',
  'grapes-mjml.js': 'grapesjs-mjml/dist/index.js',
}
/** The same for stylesheets of packages. */
export const packageStyles: Readonly<Record<string, string>> = {
  'grapes.css': 'grapesjs/dist/css/grapes.min.css',
}

/**
 * Assets out of plain files.
 *
 * @param readFile  `own` = a path under `src/web/assets`, `package` = a path under `node_modules`; null when missing
 * @param isThere  the same question without the file
 */
export function assetsFrom(
  readFile: (place: 'own' | 'package', path: string) => Promise<Uint8Array | string | null>,
  isThere: (place: 'own' | 'package', path: string) => Promise<boolean>,
): Assets {
  return {
    read: async (path) => {
      const known = place(path)
      const body = known && (await readFile(known.place, known.path))
      return body ? { body, type: known.type } : null
    },
    has: async (path) => {
      const known = place(path)
      return known !== null && isThere(known.place, known.path)
    },
  }
}

const javascript = 'text/javascript; charset=utf-8'

/** Only names of this shape reach the disk, so no path climbs out of its folder. */
function place(path: string): { place: 'own' | 'package'; path: string; type: string } | null {
  if (Object.hasOwn(packageStyles, path))
    return { place: 'package', path: packageStyles[path]!, type: 'text/css; charset=utf-8' }
  if (/^[a-z-]+\.css$/.test(path)) return { place: 'own', path, type: 'text/css; charset=utf-8' }
  if (/^[a-z-]+\.svg$/.test(path)) return { place: 'own', path, type: 'image/svg+xml' }
  if (Object.hasOwn(packageScripts, path))
    return { place: 'package', path: packageScripts[path]!, type: 'text/javascript; charset=utf-8' }
  const module = moduleSource(path)
  if (module) return { place: 'package', path: module, type: javascript }
  const font = /^fonts\/((noto-sans(?:-arabic|-tifinagh)?)-[a-z]+(?:-ext)?-[46]00-normal\.woff2)$/.exec(path)
  const folder = font && packages[font[2]!]
  return folder ? { place: 'package', path: `${folder}/files/${font[1]}`, type: 'font/woff2' } : null
}

/** Never a promise: on Workers nobody may wait for what another request began. */
type Joined = { sheets: Map<string, string>; styles?: Styles }
const joinedOf = new WeakMap<Assets, Joined>()

/** Bundles are joined and hashed once for the same assets: Workers make an app for each request. */
export function bundler(assets: Assets) {
  const joined: Joined = joinedOf.get(assets) ?? { sheets: new Map() }
  joinedOf.set(assets, joined)
  const join = async (name: string): Promise<string> => {
    const sheet = joined.sheets.get(name) ?? (await joinFiles(assets, bundles[name]!))
    joined.sheets.set(name, sheet)
    return sheet
  }
  const address = async (name: Stylesheet) => `/assets/${name}.css?v=${hashOf(await join(`${name}.css`))}`
  const htmx = async () => {
    const body = (await assets.read('htmx.js'))?.body ?? ''
    return `/assets/htmx.js?v=${hashOf(typeof body === 'string' ? body : new TextDecoder().decode(body))}`
  }
  const modules = moduleLibrary(async (path) => {
    const body = (await assets.read(path))?.body
    if (body === undefined) throw new Error(`${path} is not among the assets`)
    return typeof body === 'string' ? body : new TextDecoder().decode(body)
  })
  return {
    read: async (path: string) => {
      if (path === 'share.js') return { body: shareScript, type: 'text/javascript; charset=utf-8' }
      if (path === 'reference.js') return { body: referenceScript, type: 'text/javascript; charset=utf-8' }
      if (path === 'editor.js') return { body: editorScript, type: 'text/javascript; charset=utf-8' }
      if (path === 'passkey.js') return { body: passkeyScript, type: 'text/javascript; charset=utf-8' }
      if (path === 'calendar.js') return { body: calendarScript, type: 'text/javascript; charset=utf-8' }
      if (path === 'template-visual.js')
        return { body: templateVisualScript, type: 'text/javascript; charset=utf-8' }
      if (path === 'template-source.js')
        return { body: await modules.linked(templateSourceScript), type: javascript }
      const module = modules.read(path)
      if (module) return { body: await module, type: javascript }
      return Object.hasOwn(bundles, path)
        ? { body: await join(path), type: 'text/css; charset=utf-8' }
        : assets.read(path)
    },
    styles: async (): Promise<Styles> => {
      joined.styles ??= await stylesOf(address, htmx)
      return joined.styles
    },
  }
}

async function stylesOf(
  address: (name: Stylesheet) => Promise<string>,
  htmx: () => Promise<string>,
): Promise<Styles> {
  const [open, own, desk, renewing] = await Promise.all([
    address('public'),
    address('own'),
    address('desk'),
    htmx(),
  ])
  return {
    htmx: renewing,
    public: open,
    own,
    desk,
    script: `/assets/share.js?v=${hashOf(shareScript)}`,
    editor: `/assets/editor.js?v=${hashOf(editorScript)}`,
  }
}

async function joinFiles(assets: Assets, names: readonly string[]): Promise<string> {
  const files = await Promise.all(names.map((name) => assets.read(`${name}.css`)))
  const text = (body: Uint8Array | string) =>
    typeof body === 'string' ? body : new TextDecoder().decode(body)
  return files.map((file) => (file ? squeeze(text(file.body)) : '')).join('\n')
}

/** Comments and white space are for us; they need not travel. Spaces inside values and selectors mean something. */
function squeeze(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,])\s*/g, '$1')
    .replace(/:\s+/g, ':')
    .replace(/;}/g, '}')
    .trim()
}

function hashOf(text: string): string {
  return toHex(sha256(utf8ToBytes(text))).slice(0, 12)
}
