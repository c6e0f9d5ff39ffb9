import { LineCounter, parseDocument } from 'yaml'
import { type CampaignDefinition, campaignSchema } from './campaign.ts'
import { Problems } from './error.ts'

/**
 * Reads `campaign.yaml`.
 *
 * @param path  as the person knows the file; stands at the head of each problem
 * @throws Problems `campaign-file`, one line `path:line: place: what is wrong` each
 */
export function readDefinition(path: string, source: string): CampaignDefinition {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length) {
    throw new Problems(
      'campaign-file',
      document.errors.map(
        (error) => `${path}:${lines.linePos(error.pos[0]).line}: ${firstLine(error.message)}`,
      ),
    )
  }
  const result = campaignSchema.safeParse(document.toJS() ?? {})
  if (result.success) return checked(path, result.data)
  const lineOf = (place: PropertyKey[]) => {
    for (let depth = place.length; depth > 0; depth--) {
      const node = document.getIn(place.slice(0, depth), true) as
        | { range?: [number, number, number] }
        | undefined
      if (node?.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  throw new Problems(
    'campaign-file',
    result.error.issues.map((issue) => {
      const place = issue.path.join('.') || 'campaign'
      return `${path}:${lineOf(issue.path)}: ${place}: ${firstLine(issue.message)}`
    }),
  )
}

/** What a schema cannot say: shares that add up, names used once. */
function checked(path: string, definition: CampaignDefinition): CampaignDefinition {
  const problems: string[] = []
  const total = definition.waves.reduce((sum, wave) => sum + wave.share, 0)
  if (Math.abs(total - 100) > 1e-6) problems.push(`${path}: waves: the shares add up to ${total}, not to 100`)
  const names = definition.steps.map((step) => step.id)
  for (const name of names.filter((name, index) => names.indexOf(name) !== index)) {
    problems.push(`${path}: steps: "${name}" is there twice`)
  }
  for (const step of definition.steps) {
    if (['landing', 'share', 'campaign'].includes(step.id))
      problems.push(`${path}: steps: "${step.id}" is a reserved name`)
    if (step.channel === 'x' && step.trigger !== 'launch')
      problems.push(`${path}: steps: a post can only go out at the launch`)
  }
  if (names.length && definition.steps.filter((step) => step.trigger === 'signup').length > 1) {
    problems.push(`${path}: steps: only one step can confirm a sign-up`)
  }
  if (problems.length) throw new Problems('campaign-file', problems)
  return definition
}

const firstLine = (text: string) => text.split('\n')[0]!.trim()
