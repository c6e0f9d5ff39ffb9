import { readFileSync } from 'node:fs'
import { feature } from 'topojson-client'
import { expect, it } from 'vitest'
import { countryPlace } from '../../src/core/country-places.ts'
import { readCountry } from '../../src/core/import-country.ts'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const pairs = letters.flatMap((one) => letters.map((other) => one + other))
const known = pairs.filter((pair) => readCountry(pair) === pair)

it('has a point on the earth for every country that a list of contacts may name, and for nothing else', () => {
  expect(known).toHaveLength(249)
  for (const code of pairs) {
    const place = countryPlace(code)
    expect(place !== null, code).toBe(known.includes(code))
    if (!place) continue
    expect(Math.abs(place[0]), code).toBeLessThanOrEqual(180)
    expect(Math.abs(place[1]), code).toBeLessThanOrEqual(90)
  }
  expect(countryPlace('')).toBeNull()
  expect(new Set(known.map((code) => String(countryPlace(code)))).size).toBe(249)
})

const atlas: Parameters<typeof feature>[0] = JSON.parse(
  readFileSync('node_modules/world-atlas/countries-50m.json', 'utf8'),
)
const countries = feature(atlas, atlas.objects.countries!)
const shapes = 'features' in countries ? countries.features : []

/** Whether a ray to the east crosses the rings an odd number of times. */
function holds(rings: readonly (readonly number[][])[], [x, y]: readonly [number, number]): boolean {
  const crossings = rings.flatMap((ring) =>
    ring.slice(1).filter(([bx, by], index) => {
      const [ax, ay] = ring[index] as [number, number]
      return ay > y !== by! > y && x < ax + ((bx! - ax) * (y - ay)) / (by! - ay)
    }),
  )
  return crossings.length % 2 === 1
}

it('lies inside the country, wherever Natural Earth draws it under the name we know', () => {
  const outside: string[] = []
  let checked = 0
  for (const { properties, geometry } of shapes) {
    const code = readCountry(properties?.name ?? '')
    if (!code || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) continue
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    checked += 1
    if (!polygons.some((rings) => holds(rings, countryPlace(code)!))) outside.push(code)
  }
  expect(outside).toEqual([])
  expect(checked).toBeGreaterThan(180)
})

it('lies where everybody knows the country to be', () => {
  const capitals = {
    BE: [4.35, 50.85],
    DE: [13.4, 52.52],
    ES: [-3.7, 40.42],
    FR: [2.35, 48.86],
    IT: [12.5, 41.9],
    NL: [4.9, 52.37],
    PT: [-9.14, 38.72],
    SE: [18.07, 59.33],
    MA: [-6.84, 34.02],
    TN: [10.18, 36.8],
    GB: [-0.13, 51.51],
    CH: [7.45, 46.95],
  } as const
  for (const [code, [longitude, latitude]] of Object.entries(capitals)) {
    const [x, y] = countryPlace(code)!
    expect(Math.hypot(x - longitude, y - latitude), code).toBeLessThan(4)
  }
})
