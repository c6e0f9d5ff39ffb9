/** Reading JSON from strangers: every answer is of the type asked for, and nothing throws. */
export type Fields = Readonly<Record<string, unknown>>

/** Longer texts say no more about a failure, and every letter costs time. */
const longest = 2_000

export function parsed(body: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

/** @param value  a parsed value, or bytes that hold one */
export function objectIn(value: unknown): Fields {
  const found = value instanceof Uint8Array ? parsed(value) : value
  return found !== null && typeof found === 'object' && !Array.isArray(found) ? (found as Fields) : {}
}

export function listIn(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(objectIn) : []
}

/** A batch, or the one event of a provider that sends them singly. */
export const eachOf = (body: unknown): Fields[] => (Array.isArray(body) ? listIn(body) : [objectIn(body)])

export function textIn(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' ? value.slice(0, longest) : ''
}

/** The bare address of `Words <address>`; '' for what is none. */
export function addressIn(value: unknown): string {
  const text = textIn(Array.isArray(value) ? value[0] : value).trim()
  const bare = /<([^<>\s]+)>\s*$/.exec(text)?.[1] ?? text
  return /^[^\s<>]+@[^\s@<>]+$/.test(bare) && bare.length <= 320 ? bare : ''
}

/** A name of a mail, or null. */
export const nameIn = (value: unknown): string | null => textIn(value).slice(0, 300) || null

/** A Message-ID with its angle brackets, which some providers take off. */
export function messageIdIn(value: unknown): string | null {
  const bare = textIn(value).trim().replace(/^<|>$/g, '')
  return /^[^\s<>]+@[^\s<>]+$/.test(bare) && bare.length <= 300 ? `<${bare}>` : null
}

/** Seconds, milliseconds or ISO 8601 to ms. */
export function timeIn(value: unknown): number | null {
  const text = textIn(value)
  const ms = /^\d{9,11}(\.\d+)?$/.test(text)
    ? Math.round(Number(text) * 1000)
    : /^\d{12,14}$/.test(text)
      ? Number(text)
      : /^\d{4}-\d\d-\d\dT/.test(text)
        ? Date.parse(text)
        : Number.NaN
  return Number.isFinite(ms) ? ms : null
}
