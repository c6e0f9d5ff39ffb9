import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { near, world } from '../web/desk/analyst/map-frame.ts'
import { inPackage } from './assets.ts'
import { coastOf, type LandTopology } from './coast.ts'
import { home } from './files.ts'

/**
 * Writes the land that the maps of the desk draw. To be run when a frame changes (`node --import tsx
 * src/node/write-coasts.ts`, then biome); a test says when that was forgotten. Cutting takes too long for a page, and the
 * whole data are too large for the bundle of Workers.
 */
export function coasts() {
  const read = (detail: '50m' | '110m') =>
    JSON.parse(readFileSync(inPackage(`world-atlas/land-${detail}.json`), 'utf8')) as LandTopology
  return { near: coastOf(near, read('50m')), world: coastOf(world, read('110m')) }
}

if (import.meta.filename === process.argv[1])
  writeFileSync(join(home, 'src/web/desk/analyst/coasts.json'), JSON.stringify(coasts()))
