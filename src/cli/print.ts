/** An answer for people: one line for each fact, tables for lists, indented where facts stand inside facts. */
export function printAnswer(answer: object, indent = ''): string {
  return Object.entries(answer)
    .map(([name, value]) => printFact(name, value, indent))
    .join('')
}

function printFact(name: string, value: unknown, indent: string): string {
  if (Array.isArray(value)) return printList(name, value, indent)
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
    const flat = entries.every(([, one]) => one === null || typeof one !== 'object')
    if (flat)
      return `${indent}${label(name)}${entries.map(([key, one]) => `${key || '?'} ${say(one)}`).join(' · ') || 'none'}\n`
    return `${indent}${name}\n${printAnswer(value, `${indent}  `)}`
  }
  return `${indent}${label(name)}${say(value)}\n`
}

function printList(name: string, values: unknown[], indent: string): string {
  if (values.length === 0) return `${indent}${label(name)}none\n`
  const lines = values.map((value) => {
    if (value === null || typeof value !== 'object') return `${indent}  ${say(value)}\n`
    const facts = Object.entries(value)
    const line = facts.filter(([, one]) => !isTable(one)).map(([key, one]) => `${key} ${say(one)}`)
    const tables = facts
      .filter(([, one]) => isTable(one))
      .map(([key, one]) => printFact(key, one, `${indent}    `))
    return `${indent}  ${line.join(' · ')}\n${tables.join('')}`
  })
  return `${indent}${name}\n${lines.join('')}`
}

/** A list of facts needs lines of its own. */
const isTable = (value: unknown): boolean =>
  Array.isArray(value) && value.some((one) => one !== null && typeof one === 'object')

const label = (name: string) => `${name}: `

function say(value: unknown): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return value.toFixed(3)
  if (value === null || value === undefined) return '-'
  if (Array.isArray(value)) return value.map(say).join(', ') || 'none'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
