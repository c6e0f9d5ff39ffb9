import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { expect, it } from 'vitest'
import { inPackage, readAssets } from '../../src/node/assets.ts'
import { bundler } from '../../src/web/assets.ts'
import { moduleFile, moduleSource, packageModules } from '../../src/web/package-modules.ts'

type Manifest = { module?: string; exports?: { import?: string }; dependencies?: Record<string, string> }
const manifest = (name: string) =>
  JSON.parse(
    readFileSync(findPackageJSON(name, import.meta.resolve('../../src/node/assets.ts'))!, 'utf8'),
  ) as Manifest
const names = Object.keys(packageModules)
const bundle = bundler(readAssets())
const served = async (path: string) => String((await bundle.read(path))?.body)

it.each(names)('%s is served from the file that its package names', (name) => {
  const { exports, module } = manifest(name)
  const entry = exports?.import ?? module
  expect(packageModules[name]).toBe(`${name}/${entry!.replace('./', '')}`)
  expect(moduleSource(moduleFile(name))).toBe(packageModules[name])
})

it('lists whatever the modules lean on', () => {
  const needed = names.flatMap((name) => Object.keys(manifest(name).dependencies ?? {}))
  expect(needed.filter((name) => !names.includes(name))).toEqual([])
})

it('names no package: every import is an address of ours, with the hash of what is there', async () => {
  const seen = new Map<string, string>()
  const follow = async (path: string): Promise<void> => {
    if (seen.has(path)) return
    const text = await served(path)
    seen.set(path, text)
    const imports = [...text.matchAll(/^(?:import|export)\b(?:[^'"()]*?\bfrom)?\s*['"]([^'"]+)['"]/gm)].map(
      (match) => match[1]!,
    )
    for (const address of imports) {
      expect(address, path).toMatch(/^\/assets\/modules\/[a-z0-9-]+\.js\?v=[0-9a-f]{12}$/)
      await follow(address.slice('/assets/'.length).split('?')[0]!)
    }
  }
  await follow('template-source.js')
  expect(seen.size).toBe(names.length + 1)
})

it('serves nothing else of the packages', async () => {
  expect(await bundle.read('modules/../package.json')).toBeNull()
  expect(await bundle.read('modules/hono.js')).toBeNull()
  expect(readFileSync(inPackage(packageModules.crelt!), 'utf8')).toBe(await served('modules/crelt.js'))
})
