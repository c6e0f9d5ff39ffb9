import type { z } from 'zod'
import type { Deps } from './deps.ts'

/** A verb as an operator says it: what it takes, checked, and what it does. */
export type Command<Input> = { input: z.ZodType<Input>; run(deps: Deps, input: Input): Promise<object> }

export const command = <Input>(input: z.ZodType<Input>, run: Command<Input>['run']): Command<Input> => ({
  input,
  run,
})
