import { expect, it } from 'vitest'
import { readAssets } from '../../src/node/assets.ts'
import { diskState, pulse } from '../../src/node/health.ts'
import { createApp, type Surroundings } from '../../src/web/app.tsx'
import { freshDb, storeDeps } from '../support/database.ts'

const minute = 60_000

function trial() {
  const at = { now: 0 }
  const outcomes: PromiseWithResolvers<void>[] = []
  const faults: unknown[] = []
  const work = () => {
    outcomes.push(Promise.withResolvers<void>())
    return outcomes.at(-1)!.promise
  }
  const clock = pulse(
    work,
    (fault) => faults.push(fault),
    () => at.now,
  )
  return { at, outcomes, faults, clock }
}

it('runs one minute after the other, never two at once', async () => {
  const { outcomes, clock } = trial()
  const first = clock.beat()
  void clock.beat()
  expect(outcomes).toHaveLength(1)
  outcomes[0]!.resolve()
  await first
  await clock.idle()
  void clock.beat()
  expect(outcomes).toHaveLength(2)
})

it('is late when a minute does not end, and well again when it does', async () => {
  const { at, outcomes, clock } = trial()
  const first = clock.beat()
  at.now = 3 * minute
  expect(clock.state()).toBe('ok')
  at.now++
  expect(clock.state()).toBe('late')
  outcomes[0]!.resolve()
  await first
  expect(clock.state()).toBe('ok')
})

it('is failing while minutes end badly, and goes on', async () => {
  const { at, outcomes, faults, clock } = trial()
  const first = clock.beat()
  outcomes[0]!.reject(new Error('no room'))
  await first
  expect(clock.state()).toBe('failing')
  expect(faults).toEqual([new Error('no room')])
  at.now = 2 * minute
  const second = clock.beat()
  outcomes[1]!.resolve()
  await second
  expect(clock.state()).toBe('ok')
})

it('sees a folder that takes nothing', async () => {
  expect(await diskState('/proc/mawja.db')).not.toBe('ok')
  expect(await diskState('/nowhere/at/all/mawja.db')).toBe('read-only')
  expect(await diskState(':memory:')).toBe('ok')
})

it('turns visitors away only where another process would do better', async () => {
  const deps = storeDeps(await freshDb())
  const ask = async (surroundings: Awaited<ReturnType<Surroundings>>) => {
    const answer = await createApp(deps, readAssets(), async () => surroundings).request('/healthz')
    return [answer.status, ((await answer.json()) as { status: string }).status]
  }
  expect(await ask({ clock: 'ok', disk: 'ok' })).toEqual([200, 'ok'])
  expect(await ask({ clock: 'failing', disk: 'full' })).toEqual([200, 'clock failing, disk full'])
  expect(await ask({ clock: 'late', disk: 'ok' })).toEqual([503, 'clock late'])
  deps.db = {
    ...deps.db,
    prepare: () => {
      throw new Error('gone')
    },
  }
  expect(await ask({ clock: 'ok' })).toEqual([503, 'database unavailable'])
})
