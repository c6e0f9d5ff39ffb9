import { statSync } from 'node:fs'
import { AppError } from '../core/error.ts'

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/** @throws AppError `file` when there is none */
export function checkFile(path: string): void {
  if (!isFile(path)) throw new AppError('not_found', 'file', `${path}: there is no such file`)
}
