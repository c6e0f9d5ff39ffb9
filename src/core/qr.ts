import { encode } from 'uqr'

/**
 * A QR code in units of its modules. `size` is the width of the whole square, quiet zone included; `path` is drawn with
 * a line one module wide, half a module below the top of its row: `translate(0 .5)`.
 */
export type QrCode = { size: number; path: string }

/**
 * QR code (ISO/IEC 18004) of a text, four light modules around it as the standard asks.
 *
 * @param level  how much of it may be hidden or torn: M 15 % for a screen, Q 25 % for paper on a wall
 */
export function qrCode(text: string, level: 'M' | 'Q'): QrCode {
  const drawn = made.get(level + text)
  if (drawn) return drawn
  const { size, data } = encode(text, { ecc: level, border: 4 })
  const code = { size, path: data.map(strokes).join('') }
  if (made.size >= mostMade) made.clear()
  made.set(level + text, code)
  return code
}

/** Most visitors of a campaign come over a few addresses, and drawing takes longer than all the rest of their page. */
const made = new Map<string, QrCode>()
const mostMade = 500

/** Dark modules that stand side by side are one stroke: a fifth of the bytes of single squares. */
function strokes(row: readonly boolean[], y: number): string {
  let path = ''
  for (let from = 0; from < row.length; from++) {
    if (!row[from]) continue
    const start = from
    while (row[from + 1]) from++
    path += `M${start} ${y}h${from + 1 - start}`
  }
  return path
}

/** The code as a picture of its own. Dark on light in every colour scheme: not every camera reads it the other way. */
export function qrSvg({ size, path }: QrCode): string {
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">`
  return `${frame}<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}" transform="translate(0 .5)" stroke="#000"/></svg>`
}
