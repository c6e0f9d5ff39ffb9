/** What an eye finds on a page or in a mail: links with their words, forms with their fields. Enough for our own HTML. */
export type Anchor = { href: string; label: string; hreflang: string | null }
export type Field = {
  name: string
  type: string
  value: string
  autocomplete: string
  options: readonly string[]
}
export type Form = { action: string; fields: readonly Field[] }

export function anchorsIn(html: string): Anchor[] {
  return [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi)].map(([, attributes = '', inside = '']) => ({
    href: attribute(attributes, 'href'),
    label: labelOf(inside),
    hreflang: attribute(attributes, 'hreflang') || null,
  }))
}

/** The words of a link, or what stands for its picture. */
function labelOf(inside: string): string {
  const words = decode(inside.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
  return words || attribute(/<img\b([^>]*)>/i.exec(inside)?.[1] ?? '', 'alt')
}

export function formsIn(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(
    ([, attributes = '', inside = '']) => ({
      action: attribute(attributes, 'action'),
      fields: [...inputsIn(inside), ...selectsIn(inside)],
    }),
  )
}

function inputsIn(html: string): Field[] {
  return [...html.matchAll(/<input\b([^>]*)>/gi)].map(([, attributes = '']) => ({
    name: attribute(attributes, 'name'),
    type: attribute(attributes, 'type') || 'text',
    value: attribute(attributes, 'value'),
    autocomplete: attribute(attributes, 'autocomplete'),
    options: [],
  }))
}

function selectsIn(html: string): Field[] {
  return [...html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)].map(
    ([, attributes = '', inside = '']) => ({
      name: attribute(attributes, 'name'),
      type: 'select',
      value: '',
      autocomplete: attribute(attributes, 'autocomplete'),
      options: [...inside.matchAll(/<option\b([^>]*)>/gi)].map(([, of = '']) => attribute(of, 'value')),
    }),
  )
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes)
  return decode(found?.[1] ?? found?.[2] ?? '')
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[name.toLowerCase()] ?? whole
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16))
  })
}
