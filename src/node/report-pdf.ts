import { readFile } from 'node:fs/promises'
import type { ReportDocument } from '../engine/report-document.ts'
import { reportPdf as draw } from '../pdf/report-pdf.ts'
import { type Fonts, readFonts } from '../pdf/type-setter.ts'
import { inPackage } from './assets.ts'

let fonts: Promise<Fonts> | undefined

/** A report as PDF, with the fonts of this machine. */
export async function reportPdf(report: ReportDocument): Promise<Uint8Array> {
  fonts ??= readFonts((path) => readFile(inPackage(path)))
  return draw(report, await fonts)
}
