import type { Deps } from '../engine/deps.ts'
import type { Fonts } from '../pdf/type-setter.ts'
import { staticFile } from './static-file.ts'

let fonts: Promise<Fonts> | undefined

/** Loaded with its fonts by whoever asks for a PDF, and kept while the isolate lives. */
export const drawReport: NonNullable<Deps['drawReport']> = async (document) => {
  const [{ readFonts }, { reportPdf }] = await Promise.all([
    import('../pdf/type-setter.ts'),
    import('../pdf/report-pdf.ts'),
  ])
  fonts ??= readFonts(font).catch((error: unknown) => {
    fonts = undefined
    throw error
  })
  return reportPdf(document, await fonts)
}

async function font(path: string): Promise<Uint8Array> {
  const file = await staticFile(path)
  if (!file) throw new Error(`${path} is not among the static files`)
  return file
}
