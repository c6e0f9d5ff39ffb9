import type { Forest } from '../core/cascade/forest.ts'
import { readForest } from '../core/cascade/read-forest.ts'
import { readCells } from './cells-file.ts'
import type { Chunks } from './import-text.ts'

/**
 * Reads a tree file as it comes in, in any common encoding and with any common delimiter.
 *
 * @param file  its name, for messages
 * @throws AppError of core/cascade/read-forest and of `readCells`
 */
export async function readTreeFile(file: string, chunks: Chunks): Promise<Forest> {
  const reader = readForest(file)
  await readCells(file, chunks, reader.take)
  return reader.finish()
}
