import type { Place } from './country-places.ts'

/** On a plane, in radii of the earth, x to the east and y to the north. */
export type Point = readonly [x: number, y: number]

const radians = (degrees: number) => (degrees * Math.PI) / 180

const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796]
const m = Math.sqrt(3) / 2

/**
 * Equal Earth: the whole earth, every country as large as it is.
 * Source: Šavrič, Patterson & Jenny, The Equal Earth map projection, International Journal of
 * Geographical Information Science 33(3), 2019 (online 2018).
 */
export function equalEarth([longitude, latitude]: Place): Point {
  const theta = Math.asin(m * Math.sin(radians(latitude)))
  const square = theta * theta
  const sixth = square * square * square
  const slope = 9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1
  return [
    (radians(longitude) * Math.cos(theta)) / (m * slope),
    theta * (a1 + a2 * square + sixth * (a3 + a4 * square)),
  ]
}

/**
 * Lambert's azimuthal equal-area projection around a centre: a part of the earth without the slant it has at the edge of
 * a map of the world. Undefined at the point opposite the centre.
 * Source: Snyder, Map Projections: A Working Manual, USGS 1395, 1987, equations 24-2 to 24-4.
 */
export function azimuthalEqualArea(centre: Place): (place: Place) => Point {
  const [lambda0, phi1] = [radians(centre[0]), radians(centre[1])]
  const [sin1, cos1] = [Math.sin(phi1), Math.cos(phi1)]
  return ([longitude, latitude]) => {
    const [lambda, phi] = [radians(longitude) - lambda0, radians(latitude)]
    const [sin, cos, east] = [Math.sin(phi), Math.cos(phi), Math.cos(lambda)]
    const k = Math.sqrt(2 / (1 + sin1 * sin + cos1 * cos * east))
    return [k * cos * Math.sin(lambda), k * (cos1 * sin - sin1 * cos * east)]
  }
}
