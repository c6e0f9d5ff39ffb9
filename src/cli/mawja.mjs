#!/usr/bin/env node
// Starts Mawja on the Node that it brings along, whatever the machine has: SQLite and time zones depend on it.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const node = join(dirname(require.resolve('node/package.json')), 'bin/node')
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname
const words = ['--import', require.resolve('tsx'), join(here, '../cli.ts')]
// Pages are JSX, and how that is read stands there; tsx would look where it was called.
const env = { ...process.env, TSX_TSCONFIG_PATH: join(here, '../../tsconfig.json') }
const { status } = spawnSync(node, [...words, ...process.argv.slice(2)], { stdio: 'inherit', env })
process.exitCode = status ?? 1
