import { type Judged, judgeArms } from '../core/experiment/judge.ts'
import { readTests, type Test } from '../core/experiment/read-tests.ts'
import { readCells } from './cells-file.ts'
import type { Chunks } from './import-text.ts'

export type ExperimentFile = Judged | { tests: ({ test: string } & Judged)[] }

/**
 * What the tests of a file say: one test, or, where it has a column `test`, a list.
 *
 * @param file  its name, for messages
 * @throws AppError of core/experiment/read-tests and of `readCells`
 */
export async function judgeFile(file: string, chunks: Chunks): Promise<ExperimentFile> {
  const reader = readTests(file)
  await readCells(file, chunks, reader.take)
  const tests = reader.finish()
  const [first] = tests
  if (first!.test === null) return judgeArms(first!.arms, first!)
  return { tests: tests.map(judged) }
}

const judged = (one: Test) => ({ test: one.test!, ...judgeArms(one.arms, one) })
