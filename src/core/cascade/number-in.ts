const decoder = new TextDecoder()

/**
 * The decimal number that bytes[start … end) say, without making a text of the usual forms `-12` and `12.5`.
 *
 * @returns NaN when it is none, or not finite
 */
export function numberIn(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return Number.NaN
  const negative = bytes[start] === 45
  let value = 0
  let scale = 0
  let digits = 0
  for (let at = negative ? start + 1 : start; at < end; at++) {
    const byte = bytes[at]!
    if (byte >= 48 && byte <= 57) {
      value = value * 10 + byte - 48
      digits++
      if (scale > 0) scale *= 10
    } else if (byte === 46 && scale === 0) scale = 1
    else return longer(bytes, start, end)
  }
  // Up to 15 digits both parts are exact, and one division rounds as reading the text would.
  if (digits === 0 || digits > 15) return longer(bytes, start, end)
  const size = scale > 1 ? value / scale : value
  return negative ? -size : size
}

function longer(bytes: Uint8Array, start: number, end: number): number {
  const text = decoder.decode(bytes.subarray(start, end))
  const value = /\d/.test(text) && !/^[-+]?0[xob]/i.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : Number.NaN
}
