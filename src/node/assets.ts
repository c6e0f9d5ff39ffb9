import { access, readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { type Assets, assetsFrom } from '../web/assets.ts'
import { home } from './files.ts'

/** Stylesheets and fonts from the disk of this machine. */
export function readAssets(): Assets {
  return assetsFrom(
    (place, path) => readFile(fileOf(place, path)).catch(() => null),
    (place, path) =>
      access(fileOf(place, path)).then(
        () => true,
        () => false,
      ),
  )
}

const fileOf = (place: 'own' | 'package', path: string) =>
  place === 'own' ? join(home, 'src/web/assets', path) : inPackage(path)

/** Packages may stand beside ours or above it, so Node is asked where. */
export function inPackage(path: string): string {
  const name = path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')
  return join(dirname(findPackageJSON(name, import.meta.url)!), path.slice(name.length))
}
