import { Problems } from '../core/error.ts'

/** What a file's examination has brought to light so far. Everything is said at once, not one fault per attempt. */
export type Findings = { path: string; problems: string[]; warnings: string[] }

export function findings(path: string): Findings {
  return { path, problems: [], warnings: [] }
}

/** `column` is left out where only the line is known. */
export type At = { line: number; column?: number | undefined }

export function problem({ path, problems }: Findings, at: At, what: string): void {
  problems.push(`${path}:${place(at)}: ${what}`)
}

export function warning({ path, warnings }: Findings, at: At, what: string): void {
  warnings.push(`${path}:${place(at)}: ${what}`)
}

const place = ({ line, column }: At) => (column === undefined ? String(line) : `${line}:${column}`)

/** @throws Problems `copy` when there are any */
export function settle({ problems, warnings }: Findings): string[] {
  if (problems.length) throw new Problems('copy', problems)
  return warnings
}
