import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Place } from '../../src/core/country-places.ts'
import { azimuthalEqualArea, equalEarth, type Point } from '../../src/core/map-projection.ts'

const degree = Math.PI / 180

/** Of a small cell of degrees on the plane, to that on the sphere: |∂x∂y| / cos φ. */
function areaScale(project: (place: Place) => Point, [longitude, latitude]: Place): number {
  const step = 1e-4
  const [ax, ay] = project([longitude - step, latitude])
  const [bx, by] = project([longitude + step, latitude])
  const [cx, cy] = project([longitude, latitude - step])
  const [dx, dy] = project([longitude, latitude + step])
  const cell = Math.abs((bx - ax) * (dy - cy) - (by - ay) * (dx - cx)) / (2 * step * degree) ** 2
  return cell / Math.cos(latitude * degree)
}

const place = (reach: number) =>
  fc.tuple(fc.double({ min: -reach, max: reach, noNaN: true }), fc.double({ min: -80, max: 80, noNaN: true }))

it('shows every country as large as it is', () => {
  fc.assert(
    fc.property(place(180), (one) => {
      expect(areaScale(equalEarth, one)).toBeCloseTo(1, 3)
    }),
  )
  const near = azimuthalEqualArea([10, 47])
  fc.assert(
    fc.property(place(90), (one) => {
      expect(areaScale(near, one)).toBeCloseTo(1, 3)
    }),
  )
})

/** Šavrič, Patterson & Jenny: the map is 2.05458 times as wide as high, and a pole 0.59247 times as long as the equator. */
it('has the proportions of Equal Earth', () => {
  const [width] = equalEarth([180, 0])
  const [pole, height] = equalEarth([180, 90])
  expect(width / height).toBeCloseTo(2.05458, 5)
  expect(pole / width).toBeCloseTo(0.59247, 5)
  expect(equalEarth([0, 0])).toEqual([0, 0])
})

/** The numerical example of Snyder: the sphere of radius 3, centre 40° N 100° W, the point 20° S 100° E. */
it('computes the example of Snyder’s manual', () => {
  const [x, y] = azimuthalEqualArea([-100, 40])([100, -20])
  expect(3 * x).toBeCloseTo(-4.2339303, 6)
  expect(3 * y).toBeCloseTo(4.0257775, 6)
})
