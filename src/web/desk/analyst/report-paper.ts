import type { ReportDocument, ReportSection } from '../../../engine/report-document.ts'
import { deskWords } from '../../../i18n/desk/words.ts'
import { count } from '../../ui/say.ts'
import type { Shown } from '../small-cells.ts'
import type { Panel, Written } from './panel.ts'
import { written } from './panel-view.tsx'
import type { ReportView } from './report-view.ts'

/** The report as it goes on paper: the same words and numbers as on its page. */
export function paperOf(view: ReportView): ReportDocument {
  const { language, title, lead, facts, said, panels, texts } = view
  return {
    language,
    title,
    lead,
    facts,
    sections: [
      { title: '', paragraphs: [said], table: null, bars: null },
      ...panels.map((panel) => sectionOf(panel, language)),
      ...texts.map(({ title, lines }) => ({ title, paragraphs: lines, table: null, bars: null })),
    ],
  }
}

function sectionOf(panel: Panel, language: ReportView['language']): ReportSection {
  const { title, lead, first, columns, rows, notes } = panel
  return {
    title,
    paragraphs: [lead, ...notes],
    table: rows.length
      ? {
          head: [first.title, ...columns.map((column) => column.title)],
          rows: rows.map((row) => [
            row.label,
            ...columns.map(({ as }, at) => cell(language, row.values[at] ?? null, as)),
          ]),
        }
      : null,
    bars: barsOf(panel),
  }
}

function cell(language: ReportView['language'], value: Shown, as: Written = 'count'): string {
  if (value === null) return '–'
  if (value === 'hidden') return deskWords(language).tables.hidden
  return as === 'count' ? count(language, value) : written(language, value, as)
}

/** The first series of a drawing of bars that has a bar for each row of the table. */
function barsOf({ chart, rows }: Panel): (number | null)[] | null {
  if (chart?.kind !== 'bars' || chart.labels.length > rows.length) return null
  const values = new Map(chart.labels.map((label, at) => [label, chart.series[0]!.values[at] ?? null]))
  const most = Math.max(...[...values.values()].map((value) => value ?? 0))
  if (most <= 0) return null
  return rows.map(({ label }) => {
    const value = values.get(label) ?? null
    return value === null ? null : value / most
  })
}
