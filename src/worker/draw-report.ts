import type { Deps } from '../engine/deps.ts'
import type { Fonts } from '../pdf/type-setter.ts'
import { presentFile } from './static-file.ts'

let fonts: Promise<Fonts> | undefined

/** Loaded with its fonts by whoever asks for a PDF, and kept while the isolate lives. */
export const drawReport: NonNullable<Deps['drawReport']> = async (document) => {
  const [{ readFonts }, { reportPdf }] = await Promise.all([
    import('../pdf/type-setter.ts'),
    import('../pdf/report-pdf.ts'),
  ])
  fonts ??= readFonts(presentFile).catch((error: unknown) => {
    fonts = undefined
    throw error
  })
  return reportPdf(document, await fonts)
}
