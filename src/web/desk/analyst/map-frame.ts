import { countryPlace, type Place } from '../../../core/country-places.ts'
import { azimuthalEqualArea, equalEarth, type Point } from '../../../core/map-projection.ts'

/** A part of the earth on a rectangle of paper: where a place lies on it, from the left and from the top. */
export type Frame = {
  name: 'near' | 'world'
  width: number
  height: number
  put(place: Place): Point
}

/** Narrow, so that the words on a map can be read on a telephone too. */
export const mapWidth = 440

type Bounds = { west: number; east: number; south: number; north: number }

/** From the Atlantic to the Caspian, from the Sahara to Lapland. Bounds in radii of the earth around the middle. */
export const near = frameOf('near', azimuthalEqualArea([10, 47]), {
  west: -0.3,
  east: 0.365,
  south: -0.305,
  north: 0.315,
})

/** Everything but the ice at both ends. */
export const world = frameOf('world', equalEarth, { west: -2.72, east: 2.72, south: -1.02, north: 1.24 })

function frameOf(
  name: Frame['name'],
  project: (place: Place) => Point,
  { west, east, south, north }: Bounds,
): Frame {
  const scale = mapWidth / (east - west)
  return {
    name,
    width: mapWidth,
    height: Math.round((north - south) * scale),
    put: (place) => {
      const [x, y] = project(place)
      return [(x - west) * scale, (north - y) * scale]
    },
  }
}

/** Places nearer to the edge than this belong on the other map: half of their circle would be cut off. */
const margin = 14

/** Whether a country stands on a map. The far side of the earth is never near. */
export function isOn({ put, width, height }: Frame, code: string): boolean {
  const place = countryPlace(code)
  if (!place) return false
  const [x, y] = put(place)
  return x >= margin && x <= width - margin && y >= margin && y <= height - margin
}
