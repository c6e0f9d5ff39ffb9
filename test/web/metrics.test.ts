import { beforeAll, expect, it } from 'vitest'
import { drain } from '../../src/engine/tick.ts'
import { readAssets } from '../../src/node/assets.ts'
import { swapLane } from '../../src/store/lanes.ts'
import { createApp } from '../../src/web/app.tsx'
import { makeWorld, people, type World } from '../support/world.ts'

let world: World
let text: string
beforeAll(async () => {
  world = await makeWorld()
  await world.import(people(40))
  await world.launch()
  text = await read()
}, 60_000)

async function read(): Promise<string> {
  const app = createApp(world.deps, readAssets())
  const answer = await app.request('/metrics')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  return answer.text()
}

const value = (from: string, sample: string): number | undefined => {
  const line = from.split('\n').find((one) => one.startsWith(`${sample} `))
  return line === undefined ? undefined : Number(line.slice(sample.length))
}

it('says what waits, and what happened', async () => {
  const due = value(text, 'mawja_outbox_due{channel="email"}')!
  expect(due).toBeGreaterThan(0)
  expect(value(text, 'mawja_campaigns{state="running"}')).toBe(1)
  // Nothing has happened yet: whom the launch found, and on whose clocks, are no events.
  expect(text).not.toMatch(/^mawja_events_total\{/m)
  world.at.now += 90_000
  expect(value(await read(), 'mawja_outbox_oldest_due_seconds{channel="email"}')).toBe(90)
  await drain(world.deps)
  const after = await read()
  expect(value(after, 'mawja_outbox_due{channel="email"}')).toBe(0)
  expect(value(after, 'mawja_outbox_oldest_due_seconds{channel="email"}')).toBe(0)
  expect(value(after, 'mawja_events_total{kind="sent"}')).toBe(
    due + value(text, 'mawja_outbox_due{channel="x"}')!,
  )
})

it('says which lane is slow and which channel rests', async () => {
  const at = world.at.now
  const lane = { factor: 1, pausedUntil: null, nextAt: 0, bookedUntil: 0, failures: 0, changedAt: at }
  const rows = {
    gmail: { factor: 0.5 },
    orange: { pausedUntil: at + 1 },
    '': { failures: 10, pausedUntil: at + 1 },
  }
  for (const [provider, more] of Object.entries(rows))
    await swapLane(world.db, { channel: 'email', provider, before: null, after: { ...lane, ...more } })
  const seen = await read()
  expect(value(seen, 'mawja_lane_factor{channel="email",provider="gmail"}')).toBe(0.5)
  expect(value(seen, 'mawja_lane_factor{channel="email",provider="orange"}')).toBe(0)
  expect(value(seen, 'mawja_channel_resting{channel="email"}')).toBe(1)
})

it('is in the text format of Prometheus, each family once with its type', () => {
  const lines = text.trimEnd().split('\n')
  for (const line of lines) {
    expect(line).toMatch(
      /^(# (HELP|TYPE) mawja_[a-z_]+ .+|mawja_[a-z_]+(\{([a-z]+="[^"\\\n]*",?)+\})? \d+(\.\d+)?)$/,
    )
  }
  const types = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2])
  expect(new Set(types).size).toBe(types.length)
})

it('names nobody and nothing', () => {
  expect(text).not.toMatch(/competences|mre|diaspora\.example|amina/)
})
