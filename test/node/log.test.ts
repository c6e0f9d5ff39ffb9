import { expect, it } from 'vitest'
import { logLevels, readSettings } from '../../src/config.ts'
import { AppError } from '../../src/core/error.ts'
import { errorFacts, lineLog } from '../../src/node/log.ts'
import { saveOfficer } from '../../src/store/institutions.ts'
import { freshDb } from '../support/database.ts'

const events = ['tick-failed', 'web.failed', 'message-unknown', 'dispatched', 'request']

function shownAt(level: (typeof logLevels)[number]): string[] {
  const lines: string[] = []
  const log = lineLog(level, (line) => lines.push(line))
  for (const event of events) log(event, { count: 3 })
  return lines.map((line) => (JSON.parse(line) as { event: string }).event)
}

it('shows a level and those that are graver', () => {
  expect(shownAt('error')).toEqual(events.slice(0, 2))
  expect(shownAt('warn')).toEqual(events.slice(0, 3))
  expect(shownAt('info')).toEqual(events.slice(0, 4))
  expect(shownAt('debug')).toEqual(events)
})

it('writes one object a line, whatever the facts hold', () => {
  const lines: string[] = []
  lineLog('info', (line) => lines.push(line))('dispatched', { channel: 'two\nlines', sent: 1 })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^\{"at":"[^"]+","level":"info","event":"dispatched".*\}\n$/)
})

it('tells kind and place of an error, and none of its words', () => {
  const quoting = () => JSON.parse('hind@diaspora.example') as unknown
  const facts = [
    caught(quoting),
    new AppError('invalid', 'email', 'hind@diaspora.example is odd'),
    'hind@diaspora.example',
  ].map(errorFacts)
  expect(JSON.stringify(facts)).not.toContain('hind')
  expect(facts[0]).toMatchObject({ error: 'SyntaxError', place: expect.stringContaining('log.test.ts') })
  expect(facts[1]).toMatchObject({ error: 'AppError', code: 'email' })
  expect(facts[2]).toEqual({ error: 'string' })
})

it('says of a failed query what the database said, and none of its values', async () => {
  const db = await freshDb()
  const wrong = saveOfficer(db, {
    institutionId: 7,
    email: 'hind@diaspora.example',
    role: 'officer',
    createdAt: 0,
  })
  const error = await Promise.resolve(wrong).then(String, (fault: unknown) => fault)
  expect(String(error)).toContain('hind@diaspora.example')
  expect(errorFacts(error)).toMatchObject({ error: 'SqliteError', code: 'SQLITE_CONSTRAINT_FOREIGNKEY' })
  expect(JSON.stringify(errorFacts(error))).not.toContain('hind')
})

function caught(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

it('knows its levels', () => {
  expect(readSettings({}).log).toBe('info')
  for (const level of logLevels) expect(readSettings({ MAWJA_LOG: level }).log).toBe(level)
  expect(() => readSettings({ MAWJA_LOG: 'loud' })).toThrow(
    /^MAWJA_LOG must be one of error, warn, info, debug/,
  )
})
