import { createReadStream } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../core/error.ts'
import { type Block, type Reading, type ReadQuestion, readImport } from '../engine/import-read.ts'
import { nodeMachine } from './import-machine.ts'

export type ThreadTask = { path: string; key: Uint8Array; question: ReadQuestion; readAhead: number }
export type FromThread =
  | Reading
  | { kind: 'refused'; code: ErrorCode; key: string; line: string; params: AppError['params'] }
  | { kind: 'failed'; error: unknown }

const port = parentPort!
const task = workerData as ThreadTask
let ahead = 0
let ring = () => {}
port.on('message', () => {
  ahead--
  ring()
})

try {
  const chunks = createReadStream(task.path, { highWaterMark: 1 << 17 })
  for await (const reading of readImport(chunks, task.question, task.key, nodeMachine)) {
    port.postMessage(reading, reading.kind === 'block' ? buffersOf(reading.block) : [])
    if (reading.kind !== 'block') continue
    ahead++
    while (ahead >= task.readAhead) await new Promise<void>((done) => (ring = done))
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error
  const { code, key, message, params } = error
  port.postMessage({ kind: 'refused', code, key, line: message, params })
}
port.unref()

/** What goes over to the other thread instead of being copied. */
function buffersOf({ people, addresses }: Block): ArrayBuffer[] {
  return [people, ...Object.values(addresses)].flatMap((bytes) =>
    bytes ? [bytes.buffer as ArrayBuffer] : [],
  )
}
