import { parse, stringify } from 'yaml'
import { type Audience, audienceSchema } from './audience.ts'
import { AppError } from './error.ts'

/** An audience as the YAML that campaign.yaml and the command line take; read back it is the same. */
export const writeAudienceSource = (audience: Audience): string => stringify(audience, { lineWidth: 0 })

/** @throws AppError `audience`: no YAML, or not an audience */
export function readAudienceSource(text: string): Audience {
  const read = audienceSchema.safeParse(parsed(text))
  if (read.success) return read.data
  const { path, message } = read.error.issues[0]!
  throw new AppError('invalid', 'audience', `audience: ${path.join('.')}${path.length ? ': ' : ''}${message}`)
}

function parsed(text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : '').split('\n')
    throw new AppError('invalid', 'audience', `audience: this is no YAML; ${line}`)
  }
}
