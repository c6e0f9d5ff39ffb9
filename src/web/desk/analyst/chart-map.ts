import { registerMap } from 'echarts/core'
import { count } from '../../ui/say.ts'
import type { Chart, Look } from './chart.ts'
import { ink, isolated, short } from './chart-parts.ts'
import coasts from './coasts.json' with { type: 'json' }
import { type Frame, mapWidth } from './map-frame.ts'
import { type Circle, type Label, labelSize, type Sheet, sheetsOf } from './map-layout.ts'

type MapChart = Extract<Chart, { kind: 'map' }>

/** A circle for each country on land without borders. East is to the right in every language. */
export function mapOption({ countries, hidden }: MapChart, look: Look) {
  const { sheets, height } = sheetsOf(countries)
  const said = ({ people }: Circle) => (people === 'hidden' ? hidden : count(look.language, people))
  return {
    width: mapWidth,
    height,
    titles: sheets.map(({ circles }) =>
      circles.map((circle) => isolated(`${circle.name} – ${said(circle)}`, look)),
    ),
    option: {
      geo: sheets.map(geoOf),
      series: [
        ...sheets.map(({ circles, labels }, geoIndex) =>
          shapes({ coordinateSystem: 'geo', geoIndex, z: 2 }, [
            ...circles.map(circleOf),
            { type: 'group', children: labels.map((label) => nameOf(label, look)) },
          ]),
        ),
        shapes({ coordinateSystem: 'none', z: -1 }, sheets.map(seaOf)),
      ],
    },
  }
}

/** A series of what is drawn already, the later above the earlier. */
const shapes = (where: object, drawn: readonly object[]) => ({
  type: 'custom' as const,
  ...where,
  data: drawn.map(() => [0, 0]),
  renderItem: ({ dataIndex }: { dataIndex: number }) => drawn[dataIndex]!,
})

const seaOf = ({ frame, top }: Sheet) => ({
  type: 'rect' as const,
  silent: true,
  shape: { x: 0, y: top, width: frame.width, height: frame.height },
  style: { fill: 'var(--sea)' },
})

const asItIs = (point: number[]) => point

/** The land is cut and projected already (src/node/coast.ts), so what ECharts is given is in pixels. */
function geoOf({ frame, top }: Sheet) {
  register(frame)
  return {
    map: frame.name,
    left: 0,
    top,
    width: frame.width,
    height: frame.height,
    boundingCoords: [
      [0, 0],
      [frame.width, frame.height],
    ],
    projection: { project: asItIs, unproject: asItIs },
    silent: true,
    label: { show: false },
    itemStyle: { areaColor: 'var(--land)', borderWidth: 0 },
  }
}

const registered = new Set<string>()

function register({ name }: Frame): void {
  if (registered.has(name)) return
  registered.add(name)
  const coordinates = coasts[name].map((rings) => rings.map(pointsOf))
  const geometry = { type: 'MultiPolygon' as const, coordinates }
  const land = { type: 'Feature' as const, properties: { name: '' }, geometry }
  registerMap(name, { geoJSON: { type: 'FeatureCollection', features: [land] } } as never)
}

function pointsOf(ring: string): [number, number][] {
  const numbers = ring.split(' ').map((tenths) => Number(tenths) / 10)
  return Array.from({ length: numbers.length / 2 }, (_, at) => [numbers[2 * at]!, numbers[2 * at + 1]!])
}

function circleOf({ x, y, r, people }: Circle) {
  const isHidden = people === 'hidden'
  return {
    type: 'circle' as const,
    shape: { cx: x, cy: y, r },
    style: isHidden
      ? { fill: 'none', stroke: ink, lineWidth: 1, lineDash: [2, 2] }
      : { fill: 'var(--chart)', fillOpacity: 0.55, stroke: 'var(--chart)', lineWidth: 1 },
  }
}

function nameOf({ text, x, y, align }: Label, look: Look) {
  return {
    type: 'text' as const,
    silent: true,
    style: {
      text: isolated(short(text), look),
      x,
      y,
      fill: ink,
      stroke: 'var(--land)',
      lineWidth: 3,
      textAlign: align,
      textVerticalAlign: 'middle' as const,
      font: `${labelSize}px inherit`,
    },
  }
}
