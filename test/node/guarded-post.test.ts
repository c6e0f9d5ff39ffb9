import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { guardedPost, type Lookup } from '../../src/node/guarded-post.ts'
import { hookReceiver } from '../support/hook-receiver.ts'

let receiver: Awaited<ReturnType<typeof hookReceiver>>
beforeEach(async () => {
  receiver = await hookReceiver()
})
afterEach(() => receiver.close())

const call = (url: string, timeoutMs = 5000) => ({ url, headers: {}, body: '{"é":1}', timeoutMs })
const answers = (...addresses: string[]): Lookup & { asked: number } => {
  const lookup = async () => {
    lookup.asked++
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  lookup.asked = 0
  return lookup
}

it.each([
  ['10.0.0.1'],
  ['93.184.215.14', '127.0.0.1'],
  ['2606:4700::1111', 'fd00::1'],
  ['::ffff:169.254.169.254'],
])('connects to no name that leads to %s', async (...addresses) => {
  const post = guardedPost({ isLocal: false, lookup: answers(...addresses) })
  expect(await post(call('https://crm.mre.example/'))).toEqual({ problem: 'private' })
})

it('says when a name leads nowhere, or the address is not one that it would take', async () => {
  const post = guardedPost({ isLocal: false, lookup: answers() })
  expect(await post(call('https://crm.mre.example/'))).toEqual({ problem: 'dns' })
  expect(await post(call(receiver.url))).toEqual({ problem: 'url' })
  expect(receiver.calls).toEqual([])
})

it('connects to the address that was looked at, and asks once', async () => {
  const { port } = new URL(receiver.url)
  const lookup = answers('127.0.0.1')
  // The next answer of such a name server would lead elsewhere.
  const rebinding: Lookup = async (name) =>
    lookup.asked ? [{ address: '10.0.0.1', family: 4 }] : lookup(name)
  const post = guardedPost({ isLocal: true, lookup: rebinding })
  expect(await post(call(`http://localhost:${port}/hooks`))).toEqual({ status: 204 })
  expect(lookup.asked).toBe(1)
  expect(receiver.calls[0]).toMatchObject({ body: '{"é":1}', headers: { host: `localhost:${port}` } })
})

it('takes no other address of a private network for this machine', async () => {
  const post = guardedPost({ isLocal: true, lookup: answers('10.0.0.1') })
  expect(await post(call('http://localhost:9/'))).toEqual({ problem: 'private' })
})

it('waits no longer than it was told, and says when nobody listens', async () => {
  const silent = createServer((socket) => socket.on('error', () => {}).resume())
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
  const { port } = silent.address() as AddressInfo
  const post = guardedPost({ isLocal: true })
  expect(await post(call(`http://127.0.0.1:${port}/`, 50))).toEqual({ problem: 'timeout' })
  await new Promise((done) => silent.close(done))
  expect(await post(call(`http://127.0.0.1:${port}/`))).toEqual({ problem: 'connection' })
})
