import { isMap, isScalar, isSeq, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml'
import { readDefinition } from '../definition.ts'
import { AppError } from '../error.ts'

/** The new time as the file has it: a wall time for `local`, an instant for `at`, null for "with the launch". */
export type Retiming = { wall: string; instant: string } | null

/**
 * `campaign.yaml` with another time for one step. The parser says where in the text the old one stands; every other
 * byte, comments and spaces as well, stays. What the file means is compared before and after: nothing else may change.
 *
 * @param time  `wall` = `2026-12-10 09:00`; `instant` = the same in UTC, `2026-12-10T08:00:00Z`
 * @throws AppError `file-shape` when the step's time is written in a way that this cannot change alone
 */
export function retime(source: string, step: string, time: Retiming): string {
  const map = stepMap(source, step)
  const text = map && (time === null ? without(source, map) : withTime(source, map, time))
  if (text === null || text === undefined || !sameBut(source, text, step)) {
    const line = `campaign.yaml: the time of "${step}" cannot be changed by itself; change it in the file`
    throw new AppError('invalid', 'file-shape', line)
  }
  return text
}

function stepMap(source: string, step: string): YAMLMap | null {
  const steps = parseDocument(source).get('steps', true)
  const found = isSeq(steps) ? steps.items.find((item) => isMap(item) && item.get('id') === step) : null
  return isMap(found) ? found : null
}

const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)

function withTime(source: string, map: YAMLMap, time: NonNullable<Retiming>): string | null {
  const at = pairOf(map, 'at')
  if (!at) return withNewLine(source, map, time.wall)
  if (!isMap(at.value)) return null
  const [local, instant] = [pairOf(at.value, 'local')?.value, pairOf(at.value, 'at')?.value]
  if (isScalar(local)) return splice(source, local, time.wall)
  return isScalar(instant) ? splice(source, instant, time.instant) : null
}

/** In the quotes that were there. */
function splice(source: string, { range, type }: Scalar, text: string): string | null {
  if (!range || type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL') return null
  const old = source.slice(range[0], range[1])
  const written = /^.?\d{4}-\d\d-\d\dT/.test(old) ? text.replace(' ', 'T') : text
  const quote = type === 'QUOTE_DOUBLE' ? '"' : type === 'QUOTE_SINGLE' ? "'" : ''
  return source.slice(0, range[0]) + quote + written + quote + source.slice(range[1])
}

/** Behind the step's name: in its line when the step stands in braces, else on a line of its own. */
function withNewLine(source: string, map: YAMLMap, wall: string): string | null {
  const id = pairOf(map, 'id')!
  const [name, value] = [id.key as Scalar, id.value]
  if (!isScalar(value) || !value.range || !name.range) return null
  const words = `at: {local: '${wall}', zone: sender}`
  if (map.flow) return `${source.slice(0, value.range[1])}, ${words}${source.slice(value.range[1])}`
  const lineEnd = /\r?\n|$/.exec(source.slice(value.range[1]))!
  const place = value.range[1] + lineEnd.index
  const column = name.range[0] - (source.lastIndexOf('\n', name.range[0] - 1) + 1)
  return `${source.slice(0, place)}${lineEnd[0] || '\n'}${' '.repeat(column)}${words}${source.slice(place)}`
}

/** Takes away what `withNewLine` wrote. */
function without(source: string, map: YAMLMap): string | null {
  const at = pairOf(map, 'at')
  const before = at && map.items[map.items.indexOf(at) - 1]
  const [key, value] = [at?.key, at?.value]
  if (!before || !isScalar(before.value) || !isScalar(key) || !isMap(value)) return null
  const [end, last] = [before.value.range?.[1], value.range?.[1]]
  if (end === undefined || last === undefined || !key.range || !value.flow) return null
  const between = source.slice(end, key.range[0])
  const from = map.flow ? end : end + Math.max(0, between.search(/\r?\n[^\n]*$/))
  return source.slice(0, from) + source.slice(last)
}

function sameBut(before: string, after: string, step: string): boolean {
  const meaning = (text: string) => {
    const { steps, ...rest } = readDefinition('campaign.yaml', text)
    return JSON.stringify([rest, steps.map(({ at, ...one }) => [one, one.id === step ? null : at])])
  }
  return meaning(before) === meaning(after)
}
