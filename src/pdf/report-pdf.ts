import PDFDocument from 'pdfkit'
import type { ReportDocument, ReportSection } from '../engine/report-document.ts'
import { directionOf } from '../i18n/words.ts'
import { type Fonts, type Style, typeSetter } from './type-setter.ts'

const margin = 56
const [body, small, heading, title]: Style[] = [
  { size: 10 },
  { size: 9, color: '#55615d' },
  { size: 13, bold: true },
  { size: 20, bold: true },
] as const satisfies Style[]
const blue = '#0072b2'

/** A report on A4, in either direction. */
export async function reportPdf(report: ReportDocument, fonts: Fonts): Promise<Uint8Array> {
  const rtl = directionOf(report.language) === 'rtl'
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: report.language,
    displayTitle: true,
    info: { Title: report.title, Producer: 'Mawja', Creator: 'Mawja' },
    // Typed as a name, taken as bytes as well.
    font: fonts.get('latin-400') as unknown as string,
  })
  const file = collected(doc)
  const page = pageOf(doc, fonts, rtl)
  page.write(report.title, title!)
  page.write(report.lead, small!)
  page.space(8)
  for (const [name, value] of report.facts) page.pair(name, value)
  for (const section of report.sections) drawSection(page, section)
  page.number()
  doc.end()
  return file
}

function collected(doc: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('end', () => resolve(joined(chunks)))
    doc.on('error', reject)
  })
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const file = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    file.set(chunk, at)
    at += chunk.length
  }
  return file
}

type Page = ReturnType<typeof pageOf>

function drawSection(page: Page, { title, paragraphs, table, bars }: ReportSection): void {
  page.space(12)
  if (title) page.write(title, heading!, 60)
  for (const paragraph of paragraphs) page.write(paragraph, body!)
  if (!table) return
  page.space(4)
  page.row(table.head, { isHead: true, bar: bars ? 0 : null })
  for (const [at, cells] of table.rows.entries())
    page.row(cells, { isHead: false, bar: bars ? (bars[at] ?? 0) : null })
}

/** A place on the paper that moves down, and on to the next sheet. */
function pageOf(doc: InstanceType<typeof PDFDocument>, fonts: Fonts, rtl: boolean) {
  const set = typeSetter(doc, fonts, rtl)
  const width = doc.page.width - 2 * margin
  const bottom = doc.page.height - margin - 16
  let y = margin
  const need = (height: number) => {
    if (y + height <= bottom) return
    doc.addPage()
    y = margin
  }
  /** From where reading begins. */
  const across = (from: number, wide: number) => (rtl ? margin + width - from - wide : margin + from)

  function write(text: string, style: Style, room = 0): void {
    need(set.heightOf(text, width, style) + room)
    for (const line of set.linesOf(text, width, style)) {
      set.draw([line], { x: margin, y, width }, style)
      y += set.lineHeight(style)
    }
    y += 3
  }

  function pair(name: string, value: string): void {
    const [first, rest] = [120, width - 120]
    const lines = set.linesOf(value, rest, body!)
    need(lines.length * set.lineHeight(body!))
    set.draw([name], { x: across(0, first), y, width: first }, small!)
    set.draw(lines, { x: across(first, rest), y, width: rest }, body!)
    y += lines.length * set.lineHeight(body!)
  }

  function row(cells: readonly string[], { isHead, bar }: { isHead: boolean; bar: number | null }): void {
    const style = isHead ? small! : body!
    const numbers = cells.length - 1
    const barWidth = bar === null ? 0 : 84
    const each = Math.min(84, (width - barWidth - 150) / Math.max(1, numbers))
    const first = width - barWidth - numbers * each
    const columns = cells.map((text, at) => ({
      lines: set.linesOf(text, (at === 0 ? first : each) - 8, style),
      from: at === 0 ? 0 : first + barWidth + (at - 1) * each,
      wide: (at === 0 ? first : each) - 8,
    }))
    const height = Math.max(...columns.map(({ lines }) => lines.length)) * set.lineHeight(style) + 4
    need(height + (isHead ? 40 : 0))
    columns.forEach(({ lines, from, wide }, at) => {
      const place = at === 0 ? across(from, wide) : across(from + 8, wide)
      set.draw(lines, { x: place, y, width: wide, align: at === 0 ? 'start' : 'end' }, style)
    })
    if (bar) {
      const long = bar * (barWidth - 8)
      doc.rect(across(first, long), y + 4, long, 8).fill(blue)
    }
    y += height
    doc
      .moveTo(margin, y - 2)
      .lineTo(margin + width, y - 2)
      .lineWidth(0.5)
      .stroke('#dfddd3')
  }

  function space(height: number): void {
    y += height
  }

  function number(): void {
    const { start, count } = doc.bufferedPageRange()
    for (let sheet = start; sheet < start + count; sheet++) {
      doc.switchToPage(sheet)
      // Below the lower margin the library would begin a new sheet.
      doc.page.margins.bottom = 0
      const place = { x: margin, y: doc.page.height - margin + 4, width, align: 'end' as const }
      set.draw([`${sheet - start + 1} / ${count}`], place, small!)
    }
  }

  return { write, pair, row, number, space }
}
