import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coasts } from '../../src/node/write-coasts.ts'
import { drawChart } from '../../src/web/desk/analyst/chart.ts'
import drawn from '../../src/web/desk/analyst/coasts.json' with { type: 'json' }
import { isOn, mapWidth, near, world } from '../../src/web/desk/analyst/map-frame.ts'
import { type Inhabited, sheetsOf } from '../../src/web/desk/analyst/map-layout.ts'

const codes = [
  'FR',
  'BE',
  'NL',
  'ES',
  'IT',
  'DE',
  'PT',
  'SE',
  'MA',
  'TN',
  'LU',
  'CH',
  'CA',
  'US',
  'AE',
  'SN',
  'AU',
]
const people = fc.oneof(fc.integer({ min: 10, max: 1_000_000 }), fc.constant('hidden' as const))
const countries = fc.uniqueArray(
  fc.record({ code: fc.constantFrom(...codes), name: fc.constantFrom('a', '<b>&"'), people }),
  { selector: ({ code }) => code, minLength: 1 },
)
const circlesOf = (all: readonly Inhabited[]) => sheetsOf(all).sheets.flatMap(({ circles }) => circles)
const draw = (all: readonly Inhabited[], language = 'fr') =>
  drawChart({ kind: 'map', countries: all, hidden: 'masqué' }, language, 'Carte')

it('draws areas that are to one another as the numbers are', () => {
  fc.assert(
    fc.property(countries, (all) => {
      const circles = circlesOf(all)
      expect(circles.map(({ code }) => code).sort()).toEqual(all.map(({ code }) => code).sort())
      const told = circles.filter(({ people }) => people !== 'hidden')
      for (const one of told)
        for (const other of told)
          expect(one.r ** 2 / other.r ** 2).toBeCloseTo(Number(one.people) / Number(other.people), 6)
    }),
  )
})

it('draws every hidden number alike, whatever stands beside it, and moves no other circle for it', () => {
  fc.assert(
    fc.property(countries, (all) => {
      const circles = circlesOf(all)
      for (const { people, r } of circles) if (people === 'hidden') expect(r).toBe(4)
      const told = circlesOf(all.filter(({ people }) => people !== 'hidden'))
      const sizes = (some: typeof circles) => new Map(some.map(({ code, r }) => [code, r]))
      for (const [code, r] of sizes(told)) expect(sizes(circles).get(code)).toBe(r)
    }),
  )
})

it('puts small circles above large ones, and hidden ones above all', () => {
  fc.assert(
    fc.property(countries, (all) => {
      for (const { circles } of sheetsOf(all).sheets) {
        const sizes = circles.map(({ people }) => (people === 'hidden' ? 0 : people))
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
      }
    }),
  )
})

it('writes each name and number as a title, escaped, on a drawing that stays small and has no style', () => {
  fc.assert(
    fc.property(countries, (all) => {
      const svg = draw(all)
      expect(svg.match(/<title>/g)?.length).toBe(all.length)
      expect(svg).not.toMatch(/<b>|\sstyle=|<style|class="zr|ecmeta/)
      expect(svg.length).toBeLessThan(60_000)
    }),
    { numRuns: 20 },
  )
  const svg = draw([
    { code: 'FR', name: 'France', people: 1240 },
    { code: 'LU', name: 'Luxembourg', people: 'hidden' },
  ])
  expect(svg.replace(/\s/g, ' ')).toContain('<title>France – 1 240</title>')
  expect(svg).toMatch(/fill="none"[^>]*><title>Luxembourg – masqué<\/title>/)
  expect(svg).toMatch(/^<svg[^>]*role="img" aria-label="Carte"/)
})

it('turns no map around: east is to the right in Arabic too', () => {
  const at = (language: string) => {
    const svg = draw([{ code: 'FR', name: 'x', people: 10 }], language)
    return /<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/.exec(svg)!.slice(1)
  }
  expect(at('ar')).toEqual(at('fr'))
  expect(near.put([20, 47])[0]).toBeGreaterThan(near.put([0, 47])[0])
})

it('has a map of Europe and the Maghreb, and one of the world for whoever lives elsewhere', () => {
  const named = (...all: string[]) =>
    sheetsOf(all.map((code) => ({ code, name: code, people: 20 }))).sheets.map(({ frame }) => frame.name)
  expect(named('BE', 'DE', 'ES', 'FR', 'IT', 'NL', 'PT', 'SE', 'MA', 'DZ', 'TN')).toEqual(['near'])
  expect(named('FR', 'CA')).toEqual(['near', 'world'])
  expect(named('CA')).toEqual(['world'])
  expect(named('', 'XX')).toEqual([])
  for (const code of ['US', 'CA', 'AE', 'SA', 'SN', 'AU', 'JP']) {
    expect(isOn(near, code), code).toBe(false)
    expect(isOn(world, code), code).toBe(true)
  }
})

it('writes names where neither a circle nor another name stands', () => {
  fc.assert(
    fc.property(countries, (all) => {
      for (const { labels, circles, top, frame } of sheetsOf(all).sheets)
        for (const { x, y, text } of labels) {
          expect(x).toBeGreaterThan(0)
          expect(x).toBeLessThan(mapWidth)
          expect(y).toBeGreaterThan(top)
          expect(y).toBeLessThan(top + frame.height)
          expect(circles.some((circle) => circle.name === text)).toBe(true)
          expect(circles.every((one) => Math.hypot(one.x - x, one.y - y) > one.r)).toBe(true)
        }
    }),
  )
})

it('draws the coasts that the data have', () => {
  expect(drawn).toEqual(coasts())
})
