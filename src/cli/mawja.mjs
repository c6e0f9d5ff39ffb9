#!/usr/bin/env node
// Starts Mawja on the Node that it brings along, whatever the machine has: SQLite and time zones depend on it.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const node = join(dirname(require.resolve('node/package.json')), 'bin/node')
const words = [
  '--import',
  require.resolve('tsx'),
  join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../cli.ts'),
]
const { status } = spawnSync(node, [...words, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
