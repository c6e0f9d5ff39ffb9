import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mostAttempts, nextWait, retryWaits } from '../../src/core/webhook-out/schedule.ts'
import { runCommand } from '../../src/engine/commands.ts'
import type { Deps } from '../../src/engine/deps.ts'
import { deliverWebhooks } from '../../src/engine/webhooks-deliver.ts'
import { tell } from '../../src/engine/webhooks-tell.ts'
import { claimDeliveries, finishDelivery, webhookLeaseMs } from '../../src/store/webhook-deliveries.ts'
import { freshDb, type TestDb, testInstitution } from '../support/database.ts'
import { hookReceiver, localDeps, verified } from '../support/hook-receiver.ts'

type Line = Record<string, unknown>
let db: TestDb
let at: { now: number }
let deps: Deps
let receiver: Awaited<ReturnType<typeof hookReceiver>>
let owner: Awaited<ReturnType<typeof testInstitution>>

beforeEach(async () => {
  db = await freshDb()
  // The library of the specification looks at the real clock.
  at = { now: Date.now() }
  deps = localDeps(db, at)
  receiver = await hookReceiver()
  owner = await testInstitution(db)
})
afterEach(async () => {
  await receiver.close()
  db.close()
})

const say = (name: string, input: object = {}) =>
  runCommand(deps, name as Parameters<typeof runCommand>[1], input) as Promise<Line>
const add = async (more: object = {}) =>
  (await say('webhook add', { url: receiver.url, ...more })) as { endpoint: string; secret: string }
const launched = () => tell(deps, owner.id, 'campaign.launched', { campaign: 'competences', edition: 'ab12' })
const deliveries = async (endpoint: string) =>
  (await say('webhook deliveries', { endpoint })) as Line & { deliveries: Line[] }

describe('what is told', () => {
  it('arrives once, in the form of the specification, under a signature that its library believes', async () => {
    const { endpoint, secret } = await add()
    await launched()
    expect(await deliverWebhooks(deps)).toBe(1)
    expect(await deliverWebhooks(deps)).toBe(0)
    const [call] = receiver.calls
    expect(verified(secret, call!)).toEqual({
      type: 'campaign.launched',
      timestamp: new Date(at.now).toISOString(),
      data: { campaign: 'competences', edition: 'ab12' },
    })
    expect(call!.headers['webhook-id']).toMatch(/^msg_[\w-]{24}$/)
    expect(() => verified(secret, { ...call!, body: `${call!.body} ` })).toThrow()
    const {
      deliveries: [line],
    } = await deliveries(endpoint)
    expect(line).toMatchObject({ state: 'delivered', status: 204, attempts: 1, error: null, due: null })
  })

  it('is nothing where nobody listens to it', async () => {
    const { endpoint } = await add({ types: ['import.finished'] })
    await launched()
    expect((await deliveries(endpoint)).deliveries).toEqual([])
    await tell(deps, owner.id, 'import.finished', { rows: 3 })
    expect((await deliveries(endpoint)).deliveries).toHaveLength(1)
    await say('webhook off', { endpoint })
    await tell(deps, owner.id, 'import.finished', { rows: 4 })
    expect((await deliveries(endpoint)).deliveries).toMatchObject([{ state: 'failed', error: 'off' }])
  })

  it('keeps the secret sealed, each for its own endpoint', async () => {
    const first = await add()
    const second = await add()
    const rows = await db
      .prepare('SELECT secret FROM webhook_endpoints ORDER BY id')
      .all<{ secret: string }>()
    for (const { secret } of rows.results) expect(secret).not.toContain('whsec_')
    expect(JSON.stringify(await say('webhook list'))).not.toContain('whsec_')
    // Moved to another row, a sealed secret opens nothing.
    await db
      .prepare('UPDATE webhook_endpoints SET secret = ? WHERE uid = ?')
      .bind(rows.results[0]!.secret, second.endpoint)
      .run()
    expect(await say('webhook test', { endpoint: second.endpoint })).toMatchObject({ error: 'secret' })
    expect(await say('webhook test', { endpoint: first.endpoint })).toMatchObject({ state: 'delivered' })
  })
})

describe('a secret that is exchanged', () => {
  it('signs beside the old one for a day', async () => {
    const { endpoint, secret: old } = await add()
    const { secret: fresh } = (await say('webhook rotate', { endpoint })) as { secret: string }
    await launched()
    await deliverWebhooks(deps)
    for (const secret of [old, fresh]) expect(() => verified(secret, receiver.calls[0]!)).not.toThrow()
    await db.prepare('UPDATE webhook_endpoints SET previous_until = ?').bind(at.now).run()
    await launched()
    await deliverWebhooks(deps)
    expect(() => verified(fresh, receiver.calls[1]!)).not.toThrow()
    expect(() => verified(old, receiver.calls[1]!)).toThrow()
  })
})

describe('what does not arrive', () => {
  it('comes again by the schedule under the same name, and at its end switches the endpoint off', async () => {
    const { endpoint } = await add()
    receiver.answer.status = 500
    await launched()
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      expect(await deliverWebhooks(deps)).toBe(1)
      expect(await deliverWebhooks(deps)).toBe(0)
      const { due } = (await db
        .prepare('SELECT due_at AS due FROM webhook_deliveries')
        .first<{ due: number }>()) ?? { due: 0 }
      const wait = retryWaits[attempt - 1]
      if (wait === undefined) continue
      expect(due - at.now).toBeGreaterThanOrEqual(wait)
      expect(due - at.now).toBeLessThanOrEqual(wait * 1.1)
      at.now = due
    }
    expect(new Set(receiver.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(receiver.calls).toHaveLength(mostAttempts)
    expect(await deliveries(endpoint)).toMatchObject({
      state: 'off',
      reason: 'failed',
      deliveries: [{ state: 'failed', status: 500, error: 'status', attempts: mostAttempts }],
    })
    await say('webhook on', { endpoint })
    receiver.answer.status = 200
    const {
      deliveries: [line],
    } = await deliveries(endpoint)
    await say('webhook again', { endpoint, event: line!.event })
    await deliverWebhooks(deps)
    expect((await deliveries(endpoint)).deliveries).toMatchObject([{ state: 'delivered', attempts: 1 }])
  })

  it('is given up at once where the endpoint says 410, with all that waits', async () => {
    const { endpoint } = await add()
    receiver.answer.status = 410
    await launched()
    await deliverWebhooks(deps)
    expect(await deliveries(endpoint)).toMatchObject({
      state: 'off',
      reason: 'gone',
      deliveries: [{ state: 'failed' }],
    })
    await expect(say('webhook again', { endpoint, event: 'msg_none' })).rejects.toThrow('off')
  })

  it('follows no redirect', async () => {
    const { endpoint } = await add()
    receiver.answer.status = 307
    receiver.answer.headers = { location: receiver.url.replace('/hooks', '/elsewhere') }
    await launched()
    await deliverWebhooks(deps)
    expect(receiver.calls.map(({ path }) => path)).toEqual(['/hooks'])
    expect((await deliveries(endpoint)).deliveries).toMatchObject([
      { state: 'queued', status: 307, error: 'redirect' },
    ])
  })

  it('does not count a test that fails', async () => {
    const { endpoint } = await add({ types: ['join.confirmed'] })
    receiver.answer.status = 410
    expect(await say('webhook test', { endpoint })).toMatchObject({ state: 'failed', status: 410 })
    expect(await deliveries(endpoint)).toMatchObject({ state: 'on' })
  })
})

it('survives a process that dies between call and note, and believes no late one', async () => {
  const { endpoint } = await add()
  await launched()
  const [claimed] = await claimDeliveries(db, { now: at.now, limit: 5, lease: 'dead' })
  expect(await deliverWebhooks(deps)).toBe(0)
  at.now += webhookLeaseMs
  expect(await deliverWebhooks(deps)).toBe(1)
  const late = {
    id: claimed!.id,
    endpointId: claimed!.endpointId,
    state: 'failed',
    dueAt: null,
    status: 410,
    error: 'status',
    off: 'gone',
  } as const
  await finishDelivery(db, { ...late, lease: 'dead', now: at.now })
  expect(await deliveries(endpoint)).toMatchObject({
    state: 'on',
    deliveries: [{ state: 'delivered', attempts: 2 }],
  })
})

it('belongs to one institution: for another it is not there', async () => {
  const { endpoint } = await add()
  await testInstitution(db, 'autre')
  for (const verb of ['rotate', 'test', 'on', 'off', 'remove', 'deliveries'])
    await expect(say(`webhook ${verb}`, { endpoint, institution: 'autre' })).rejects.toMatchObject({
      code: 'not_found',
    })
  expect(await say('webhook list', { institution: 'autre' })).toMatchObject({ endpoints: [] })
  expect(await say('webhook remove', { endpoint, institution: 'mre' })).toEqual({ endpoint, removed: true })
})

it('waits longer each time, a tenth longer at most', () => {
  expect(nextWait(1, 0)).toBe(5000)
  expect(nextWait(9, 0.999_999)).toBeLessThanOrEqual(24 * 3_600_000 * 1.1)
  expect(nextWait(10, 0)).toBeNull()
})
