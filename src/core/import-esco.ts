const labelled = /^(.*?)\s*<\s*(https?:\/\/[^<>\s]+)\s*>$/s

/** `Label <http://…>`, a bare address, or a label alone. */
export function labelAndUri(text: string): { label: string | null; uri: string | null } {
  const bare = text.trim()
  if (/^https?:\/\/\S+$/i.test(bare)) return { label: null, uri: concept(bare) }
  const [, label, uri] = labelled.exec(bare) ?? []
  if (uri === undefined) return { label: bare || null, uri: null }
  return { label: label!.trim() || null, uri: concept(uri) }
}

/** ESCO names its concepts with http, whatever people write. */
const concept = (uri: string) => uri.replace(/^https:/i, 'http:')
