import { countryPlace } from '../../../core/country-places.ts'
import type { Shown } from '../small-cells.ts'
import { type Frame, isOn, mapWidth, near, world } from './map-frame.ts'

/** A country with its name in the reader's language and the number of its people. */
export type Inhabited = { code: string; name: string; people: Exclude<Shown, null> }
/** In pixels of the drawing; the middle of the circle. */
export type Circle = Inhabited & { x: number; y: number; r: number }
/** A frame and what stands on it, `top` pixels below the upper edge of the drawing. */
export type Sheet = { frame: Frame; top: number; circles: Circle[]; labels: Label[] }
export type Label = { text: string; x: number; y: number; align: 'left' | 'center' | 'right' }

/** Radius of the largest circle. */
const largest = 34
/** All hidden numbers look the same: a size would tell them. */
const hiddenRadius = 4
const gap = 10

/**
 * Circles whose areas are to one another as their numbers are, small ones on top. Europe and the Maghreb have a map of
 * their own; whoever lives elsewhere is on a map of the world below it, drawn to the same measure. Nobody is not drawn.
 */
export function sheetsOf(countries: readonly Inhabited[]): { sheets: Sheet[]; height: number } {
  const drawn = countries.filter(({ code, people }) => people !== 0 && countryPlace(code))
  const most = Math.max(0, ...drawn.map(({ people }) => (people === 'hidden' ? 0 : people)))
  const onNear = drawn.filter(({ code }) => isOn(near, code))
  const others = drawn.filter(({ code }) => !isOn(near, code))
  let height = 0
  const sheets = (
    [
      [near, onNear],
      [world, others],
    ] as const
  )
    .filter(([, own]) => own.length > 0)
    .map(([frame, own]): Sheet => {
      const top = height > 0 ? height + gap : 0
      height = top + frame.height
      const circles = circlesOf(own, { frame, top, most })
      return { frame, top, circles, labels: labelsOf(circles, { top, bottom: height }) }
    })
  return { sheets, height }
}

type On = { frame: Frame; top: number; most: number }

function circlesOf(countries: readonly Inhabited[], { frame, top, most }: On): Circle[] {
  return countries
    .map((country) => {
      const { code, people } = country
      const [x, y] = frame.put(countryPlace(code)!)
      return { ...country, x, y: y + top, r: people === 'hidden' ? hiddenRadius : radiusOf(people, most) }
    })
    .sort((a, b) => sizeOf(b) - sizeOf(a) || (a.code < b.code ? -1 : 1))
}

export const radiusOf = (people: number, most: number) => largest * Math.sqrt(people / most)

/** Hidden numbers are on top of all others. */
const sizeOf = ({ people }: Circle) => (people === 'hidden' ? 0 : people)

export const labelSize = 15
const mostLabels = 12
type Box = { left: number; right: number; top: number; bottom: number }

/** The names of the largest, each beside its circle where nothing else stands. The others are in their titles and the table. */
function labelsOf(circles: readonly Circle[], { top, bottom }: { top: number; bottom: number }): Label[] {
  const taken = circles.map(({ x, y, r }): Box => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }))
  const labels: Label[] = []
  const isFree = (box: Box) =>
    box.left >= 4 &&
    box.right <= mapWidth - 4 &&
    box.top >= top + 2 &&
    box.bottom <= bottom - 2 &&
    taken.every(
      (other) =>
        box.right <= other.left ||
        box.left >= other.right ||
        box.bottom <= other.top ||
        box.top >= other.bottom,
    )
  for (const circle of circles) {
    if (labels.length === mostLabels || circle.people === 'hidden') break
    const found = placesAround(circle).find(({ box }) => isFree(box))
    if (!found) continue
    taken.push(found.box)
    labels.push(found.label)
  }
  return labels
}

/** Letters are about half as wide as they are high. */
const widthOf = (text: string) => text.length * labelSize * 0.56

function placesAround({ name, x, y, r }: Circle): { label: Label; box: Box }[] {
  const [width, half, off] = [widthOf(name), labelSize * 0.6, r + 4]
  const at = (align: Label['align'], toX: number, toY: number) => {
    const left = align === 'left' ? toX : align === 'right' ? toX - width : toX - width / 2
    return {
      label: { text: name, x: Math.round(toX), y: Math.round(toY), align },
      box: { left, right: left + width, top: toY - half, bottom: toY + half },
    }
  }
  return [
    at('center', x, y + off + half),
    at('center', x, y - off - half),
    at('left', x + off, y),
    at('right', x - off, y),
  ]
}
