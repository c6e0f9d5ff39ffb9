import { feature } from 'topojson-client'
import type { Point } from '../core/map-projection.ts'
import type { Frame } from '../web/desk/analyst/map-frame.ts'

export type LandTopology = Parameters<typeof feature>[0]
type Ring = Point[]

/**
 * The land of a frame as one shape: cut at the edges of the frame, without what is too small to be seen. The data
 * (world-atlas: Natural Earth, public domain) know no border, so none can be wrong.
 *
 * @returns polygons, each of rings (land, then lakes in it), each `x y x y …` in tenths of the frame's pixels
 */
export function coastOf(frame: Frame, topology: LandTopology): string[][] {
  const land = feature(topology, topology.objects.land!)
  const polygons = ('features' in land ? land.features : [land]).flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates
      : geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : [],
  )
  return polygons
    .flatMap((rings) =>
      shifts.map((shift) => rings.map((ring) => onMap(ring as unknown as Ring, shift, frame))),
    )
    .map((rings) => rings.filter((ring) => areaOf(ring) >= leastArea))
    .filter((rings) => rings.length > 0)
    .map((rings) => rings.map((ring) => ring.map(([x, y]) => `${tenths(x)} ${tenths(y)}`).join(' ')))
}

/** A ring over the date line goes on beyond 180°, and is cut there: the rest of it comes in on the other side. */
const shifts = [-360, 0, 360]

/** Square pixels. */
const leastArea = 2
/** Two points of a coast nearer to one another than this look like one. */
const leastStep = 1.6

const tenths = (value: number) => Math.round(value * 10)

function onMap(ring: Ring, shift: number, frame: Frame): Ring {
  const half = cutAt(cutAt(unwrapped(ring, shift), [0, -180, 1]), [0, 180, -1])
  return thinned(clipped(half.map(frame.put), frame))
}

function unwrapped(ring: Ring, shift: number): Ring {
  let turn = shift
  return ring.map(([longitude, latitude], index) => {
    const step = longitude - (ring[index - 1]?.[0] ?? longitude)
    if (Math.abs(step) > 180) turn -= Math.sign(step) * 360
    return [longitude + turn, latitude]
  })
}

/**
 * What of a ring lies within the frame, edge by edge: Sutherland & Hodgman, Reentrant Polygon Clipping, CACM 17(1), 1974.
 * Pieces may be joined by a line along the edge, which nobody sees as long as the land has no outline.
 */
const clipped = (ring: Ring, { width, height }: Frame): Ring =>
  (
    [
      [0, 0, 1],
      [0, width, -1],
      [1, 0, 1],
      [1, height, -1],
    ] as Edge[]
  ).reduce(cutAt, ring)

/** Of which coordinate, at what value, and on which side of it the land is kept. */
type Edge = [axis: 0 | 1, limit: number, side: 1 | -1]

function cutAt(ring: Ring, [axis, limit, side]: Edge): Ring {
  const isInside = (point: Point) => (point[axis] - limit) * side >= 0
  return ring.flatMap((point, index) => {
    const before = ring[(index + ring.length - 1) % ring.length]!
    if (isInside(point) === isInside(before)) return isInside(point) ? [point] : []
    const share = (limit - before[axis]) / (point[axis] - before[axis])
    const [x, y] = [0, 1].map((at) => before[at]! + share * (point[at]! - before[at]!))
    return isInside(point) ? [[x!, y!] as const, point] : [[x!, y!] as const]
  })
}

function thinned(ring: Ring): Ring {
  const kept: Ring = []
  for (const point of ring) {
    const last = kept.at(-1)
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= leastStep) kept.push(point)
  }
  return kept
}

function areaOf(ring: Ring): number {
  const twice = ring.reduce((sum, [x, y], index) => {
    const [a, b] = ring[(index + 1) % ring.length]!
    return sum + x * b - a * y
  }, 0)
  return Math.abs(twice) / 2
}
