import { copyFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fontFiles } from '../pdf/type-setter.ts'
import { cardFonts } from '../render/card-draw.ts'
import { packageScripts, packageStyles } from '../web/assets.ts'
import { packageModules } from '../web/package-modules.ts'
import { inPackage } from './assets.ts'
import { home } from './files.ts'

/**
 * Lays files of packages beside the bundle of Workers, under the paths that packages give them: scripts for browsers and the
 * fonts of a PDF and of cards, which the bundle has no room for. `wrangler` runs this ahead of each bundling.
 */
const folder = join(home, 'dist/static/packages')

for (const path of [
  ...Object.values(packageScripts),
  ...Object.values(packageStyles),
  ...Object.values(packageModules),
  ...fontFiles.map((font) => font.path),
  ...cardFonts,
]) {
  const [from, to] = [inPackage(path), join(folder, path)]
  if (statSync(to, { throwIfNoEntry: false })?.size === statSync(from).size) continue
  mkdirSync(dirname(to), { recursive: true })
  // Two builds at once each find a whole file.
  copyFileSync(from, `${to}.${process.pid}`)
  renameSync(`${to}.${process.pid}`, to)
}
