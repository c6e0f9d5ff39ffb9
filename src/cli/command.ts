import { type CommandName, runCommand } from '../engine/commands.ts'
import type { Deps } from '../engine/deps.ts'
import { openNode } from '../node.ts'
import { type Context, text } from './verb.ts'

/** Opens, does, closes: whatever happens, nothing stays open. */
export async function withDeps<T>(
  context: Context,
  work: (deps: Deps, applied: string[]) => Promise<T>,
): Promise<T> {
  const node = await openNode(context.settings)
  try {
    return await work(node.deps, node.applied)
  } finally {
    await node.close()
  }
}

/** One verb of the engine, on the database of the settings. */
export const command = (context: Context, name: CommandName, input: object) =>
  withDeps(context, (deps) => runCommand(deps, name, input))

/** Those of the named options that are there. */
export function given(context: Context, ...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (text(context, name) === undefined ? [] : [[name, text(context, name)!]])),
  )
}
