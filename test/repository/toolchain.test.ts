import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { root } from '../support/repository.ts'

type Ended = { status: number; output: string; lastLine: string }

function run(file: string, words: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: '1', ...environment }
  return new Promise((done) => {
    execFile(file, words, { cwd: root, env, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      const status = error ? Number(error.code) || 1 : 0
      done({ status, output: stdout + stderr, lastLine: stdout.trimEnd().split('\n').at(-1) ?? '' })
    })
  })
}

const tool = (name: string, ...words: string[]) => run(join(root, 'node_modules/.bin', name), words)

describe('the code', { timeout: 120_000 }, () => {
  it('has the types it says it has', async () => {
    expect((await tool('tsc', '-p', 'tsconfig.json')).output).toBe('')
  })

  it('needs nothing of Node where it must run without', async () => {
    expect((await tool('tsc', '-p', 'tsconfig.shared.json')).output).toBe('')
  })

  it('is formatted and passes the linter', async () => {
    const { status, output } = await tool('biome', 'check', '--colors=off', '--max-diagnostics=20')
    expect(status, output).toBe(0)
  })
})

describe('the last line of a run', { timeout: 60_000 }, () => {
  const runs = (name: string) =>
    tool('vitest', 'run', '--config', `test/support/runs/${name}/vitest.config.ts`)

  it('counts what passed and, where there is any, what was skipped', async () => {
    const { status, lastLine } = await runs('well')
    expect(lastLine).toBe('2 passed, 0 failed, 1 skipped')
    expect(status).toBe(0)
  })

  it('counts files that cannot be read and hooks that fail as failures', async () => {
    const { status, lastLine } = await runs('badly')
    expect(lastLine).toBe('1 passed, 3 failed, 1 skipped')
    expect(status).toBe(1)
  })
})

describe('the gate', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  /** A copy of .ci/run in a folder where `npm` says what it is told to. */
  function gate(main: string, system: string): Promise<Ended> {
    const folder = mkdtempSync(join(tmpdir(), 'gate-'))
    folders.push(folder)
    mkdirSync(join(folder, '.ci'))
    writeFileSync(join(folder, '.ci/run'), readFileSync(join(root, '.ci/run')))
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\nif [ "$1" = cit ]; then ${main}; else ${system}; fi\n`)
    chmodSync(join(folder, 'npm'), 0o755)
    return run('bash', [join(folder, '.ci/run')], { PATH: `${folder}${delimiter}${process.env.PATH}` })
  }

  it('adds up what the runners say', async () => {
    const ended = await gate("echo '9 passed, 0 failed'", "echo '2 passed, 0 failed, 1 skipped'")
    expect(ended).toMatchObject({ status: 0, lastLine: '11 passed, 0 failed, 1 skipped' })
  })

  it('fails when a test failed', async () => {
    const ended = await gate("echo '9 passed, 0 failed'", "echo '1 passed, 2 failed'; exit 1")
    expect(ended).toMatchObject({ status: 1, lastLine: '10 passed, 2 failed' })
  })

  it('takes silence and a hidden failure for failures', async () => {
    const ended = await gate('echo nothing; exit 0', "echo '3 passed, 0 failed'; exit 1")
    expect(ended).toMatchObject({ status: 1, lastLine: '3 passed, 2 failed' })
  })
})
