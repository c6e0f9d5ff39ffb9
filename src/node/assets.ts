import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Assets, assetsFrom } from '../web/assets.ts'
import { home } from './files.ts'

const require = createRequire(import.meta.url)

/** Stylesheets and fonts from the disk of this machine. */
export function readAssets(): Assets {
  return assetsFrom(async (place, path) => {
    const file = place === 'own' ? join(home, 'src/web/assets', path) : inPackage(path)
    return readFile(file).catch(() => null)
  })
}

/** Packages may stand beside ours or above it, so Node is asked where. */
function inPackage(path: string): string {
  const name = path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')
  return join(dirname(require.resolve(`${name}/package.json`)), path.slice(name.length))
}
