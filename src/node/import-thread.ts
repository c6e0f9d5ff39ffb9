import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { AppError } from '../core/error.ts'
import type { Reading, ReadQuestion } from '../engine/import-read.ts'
import type { FromThread, ThreadTask } from './import-thread-worker.ts'

/** Blocks that may be read ahead: enough that neither side waits, few enough for little memory. */
const readAhead = 40

/** Reads a file of people in a thread of its own: checking the next rows and writing the last ones take turns no more. */
export async function* readInThread(
  path: string,
  key: Uint8Array,
  question: ReadQuestion,
): AsyncGenerator<Reading> {
  const task: ThreadTask = { path, key, question, readAhead }
  const thread = new Worker(new URL('./import-thread-worker.ts', import.meta.url), {
    workerData: task,
    // A thread reads TypeScript as its process does, whoever started that one.
    execArgv: ['--import', createRequire(import.meta.url).resolve('tsx')],
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  })
  const arrived: FromThread[] = []
  let ring = () => {}
  const take = (message: FromThread) => {
    arrived.push(message)
    ring()
  }
  thread.on('message', take)
  thread.on('error', (error) => take({ kind: 'failed', error }))
  // After its last message this comes too late to be read.
  thread.on('exit', (code) =>
    take({ kind: 'failed', error: new Error(`reading the file ended with ${code}`) }),
  )
  try {
    for (;;) {
      while (arrived.length === 0) await new Promise<void>((done) => (ring = done))
      const message = arrived.shift()!
      if (message.kind === 'failed') throw message.error
      if (message.kind === 'refused')
        throw new AppError(message.code, message.key, message.line, message.params)
      yield message
      if (message.kind === 'end') return
      if (message.kind === 'block') thread.postMessage('taken')
    }
  } finally {
    await thread.terminate()
  }
}
