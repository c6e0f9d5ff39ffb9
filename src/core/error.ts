/** What went wrong, in the few words every entry (page, API, command line) can turn into its own answer. */
export type ErrorCode = 'invalid' | 'not_found' | 'conflict' | 'forbidden' | 'unavailable'

/**
 * A refusal meant for a person: one line that says what, where and what to do.
 *
 * @param code  decides the HTTP status; every code is exit 1 on the command line
 * @param key   stable name of the problem, kebab-case, for scripts and tests
 * @param line  the sentence for the person
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly key: string
  readonly params: Record<string, string | number>

  // Fields are named twice because Node reads TypeScript only as far as types can be left out.
  constructor(code: ErrorCode, key: string, line: string, params: Record<string, string | number> = {}) {
    super(line)
    this.name = 'AppError'
    this.code = code
    this.key = key
    this.params = params
  }
}

/** Several problems found in one go, for example by the lint of `publish`: one line each. */
export class Problems extends AppError {
  readonly lines: readonly string[]

  constructor(key: string, lines: readonly string[]) {
    super('invalid', key, lines.join('\n'))
    this.lines = lines
  }
}

export const statusOf: Record<ErrorCode, 400 | 404 | 409 | 403 | 503> = {
  invalid: 400,
  not_found: 404,
  conflict: 409,
  forbidden: 403,
  unavailable: 503,
}
