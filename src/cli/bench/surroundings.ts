import type { Context } from '../verb.ts'

/** The caller's environment without its own settings, for an installation of the bench's own. */
export function surroundingsOf(
  context: Context,
  database: string,
  settings: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const others = Object.entries(context.environment).filter(([name]) => !name.startsWith('MAWJA_'))
  return {
    ...Object.fromEntries(others),
    MAWJA_DATABASE: database,
    MAWJA_SECRET: 'a secret of the bench that nobody needs to guess',
    ...settings,
  }
}
