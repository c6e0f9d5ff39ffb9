import { createHash } from 'node:crypto'
import type { Machine } from '../engine/import-read.ts'

/** Node's own SHA-256 and copying. */
export const nodeMachine: Machine = {
  fileHash: () => {
    const sum = createHash('sha256')
    return { update: (bytes) => sum.update(bytes), hex: () => sum.digest('hex') }
  },
  arrayOf: (bytes) => {
    // In memory of its own, which goes over to another thread; small ones would share a pool.
    const array = new Uint8Array(bytes.length)
    Buffer.from(array.buffer).write(bytes, 'latin1')
    return array
  },
}
