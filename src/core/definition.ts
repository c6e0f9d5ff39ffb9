import { type Document, LineCounter, parseDocument } from 'yaml'
import { type CampaignDefinition, campaignSchema, isNotice } from './campaign.ts'
import { Problems } from './error.ts'
import { experimentProblems } from './experiment/settings.ts'
import { slotProblems } from './experiment/slot-problems.ts'
import { timeProblems } from './schedule/time-problems.ts'
import { stopProblems } from './stop-settings.ts'

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
  const report = (problems: readonly Problem[]) => {
    throw new Problems(
      'campaign-file',
      problems.map(
        ({ at, what }) =>
          `${path}:${lineOf(document, lines, at)}: ${at.join('.') || 'campaign'}: ${firstLine(what)}`,
      ),
    )
  }
  const result = campaignSchema.safeParse(document.toJS() ?? {})
  if (!result.success)
    return report(result.error.issues.map(({ path, message }) => ({ at: path, what: message })))
  const definition = result.data
  const problems = [
    ...contradictions(definition),
    ...timeProblems(definition),
    ...stopProblems(definition.stop),
    ...experimentProblems(definition),
    ...slotProblems(definition),
    ...(isNotice(definition)
      ? noticeProblems(definition, document.has('tracking'))
      : campaignProblems(definition)),
  ]
  if (problems.length) report(problems)
  // Nothing of a notice is counted, whatever is usual.
  return isNotice(definition) ? { ...definition, tracking: 'none' } : definition
}

/** Line of a place in the file; of what is nearest above when it is not there. */
function lineOf(document: Document, lines: LineCounter, place: PropertyKey[]): number {
  for (let depth = place.length; depth > 0; depth--) {
    const node = document.getIn(place.slice(0, depth), true) as
      | { range?: [number, number, number] }
      | undefined
    if (node?.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

type Problem = { at: PropertyKey[]; what: string }

/** What a schema cannot say: shares that add up, names used once. */
function contradictions({ waves, steps }: CampaignDefinition): Problem[] {
  const problems: Problem[] = []
  const total = waves.reduce((sum, wave) => sum + wave.share, 0)
  if (Math.abs(total - 100) > 1e-6)
    problems.push({ at: ['waves'], what: `the shares add up to ${total}, not to 100` })
  const names = steps.map((step) => step.id)
  for (const [index, { id, channel, trigger }] of steps.entries()) {
    if (names.indexOf(id) !== index)
      problems.push({ at: ['steps', index, 'id'], what: `"${id}" is there twice` })
    if (['landing', 'share', 'campaign'].includes(id))
      problems.push({ at: ['steps', index, 'id'], what: `"${id}" is a reserved name` })
    if (channel === 'x' && trigger !== 'launch')
      problems.push({ at: ['steps', index, 'trigger'], what: 'a post can only go out at the launch' })
  }
  if (steps.filter((step) => step.trigger === 'signup').length > 1)
    problems.push({ at: ['steps'], what: 'only one step can confirm a sign-up' })
  return problems
}

function campaignProblems({ reason }: CampaignDefinition): Problem[] {
  return reason
    ? [{ at: ['reason'], what: 'only a notice has one: add "class: notice", or leave the reason out' }]
    : []
}

/** A notice reaches people who did not ask for it: it says why, measures nothing, and is not passed on. */
function noticeProblems(
  { reason, steps, tracking }: CampaignDefinition,
  trackingIsWritten: boolean,
): Problem[] {
  const problems: Problem[] = []
  if (!Object.keys(reason ?? {}).length)
    problems.push({ at: ['class'], what: 'a notice needs "reason": which duty or task makes it necessary' })
  if (trackingIsWritten && tracking !== 'none')
    problems.push({ at: ['tracking'], what: 'nothing of a notice is counted: write none, or leave it out' })
  for (const [index, step] of steps.entries()) {
    const at = (part: string) => ['steps', index, part]
    if (step.channel !== 'email')
      problems.push({ at: at('channel'), what: 'a notice goes out by e-mail only' })
    if (step.trigger !== 'launch')
      problems.push({ at: at('trigger'), what: 'a notice goes out at the launch only: nobody joins it' })
    if (step.share) problems.push({ at: at('share'), what: 'a notice does not ask to be passed on' })
  }
  return problems
}

const firstLine = (text: string) => text.split('\n')[0]!.trim()
