import { languageTags } from '../../../../core/language.ts'
import { changedIn, type Fields, getIn, isSimple, type Path, setIn, textOf, type Values } from './fields.ts'

/** What is said in every language of the campaign. */
export const spoken = {
  name: ['name'],
  sender: ['sender', 'name'],
  address: ['sender', 'address'],
  list: ['list', 'name'],
  reason: ['reason'],
} as const satisfies Record<string, Path>

const single: Record<string, Path> = {
  class: ['class'],
  fallback: ['fallback'],
  tracking: ['tracking'],
  objective: ['experiment', 'objective'],
  email: ['sender', 'email'],
  replyTo: ['sender', 'replyTo'],
  contact: ['sender', 'contact'],
  listId: ['list', 'id'],
}
/** What holds where nothing is written. */
const usual: Record<string, string> = { class: 'campaign', tracking: 'aggregate', objective: 'joins' }

const places: Record<string, Path> = {
  ...single,
  ...Object.fromEntries(
    Object.entries(spoken).flatMap(([name, path]) =>
      languageTags.map((tag) => [`${name}.${tag}`, [...path, tag]]),
    ),
  ),
}

const linksOf = (values: Values): readonly unknown[] | null => {
  const links = values.links ?? []
  return Array.isArray(links) && links.every((one) => typeof one === 'string') ? links : null
}

/** What the form shows, and the places it cannot show. */
export function readGoal(values: Values): { fields: Fields; stuck: string[] } {
  const fields: Record<string, string> = {}
  const stuck = new Set<string>()
  for (const [name, path] of Object.entries(places)) {
    if (isSimple(values, path)) fields[name] = textOf(getIn(values, path)) || (usual[name] ?? '')
    else stuck.add(path.slice(0, name.includes('.') ? -1 : undefined).join('.'))
  }
  const links = linksOf(values)
  if (links) fields.links = links.join('\n')
  else stuck.add('links')
  return { fields, stuck: [...stuck] }
}

export function writeGoal(values: Values, fields: Fields, before: Fields): Values {
  return changedIn(fields, before).reduce((now, name) => {
    const typed = (fields[name] ?? '').trim()
    const path = places[name]
    if (name === 'links') return setIn(now, ['links'], linesOf(typed))
    if (!path) return now
    return setIn(now, path, name === 'fallback' && typed === '' ? null : typed || undefined)
  }, values)
}

const linesOf = (typed: string): string[] | undefined => {
  const lines = typed.split(/[\s,،]+/).filter(Boolean)
  return lines.length ? lines : undefined
}
