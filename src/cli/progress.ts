import { Presets, SingleBar } from 'cli-progress'

/** A bar on stderr with count, rate and time left; nothing at all where stderr is no terminal. */
export function progressBar(word: string, total: number) {
  if (!process.stderr.isTTY) return { update: (_done: number) => {}, stop: () => {} }
  const format = `{bar} {value}/{total} ${word}  {duration_formatted}, {eta_formatted} left`
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, etaBuffer: 100 },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  return { update: (done: number) => bar.update(done), stop: () => bar.stop() }
}

/** The same where the total is not known beforehand: a count and a rate. */
export function progressLine(word: string) {
  if (!process.stderr.isTTY) return { update: (_done: number) => {}, stop: () => {} }
  const startedAt = performance.now()
  return {
    update(done: number) {
      const rate = Math.round((done * 1000) / Math.max(1, performance.now() - startedAt))
      process.stderr.write(`\r${done} ${word}, ${rate}/s   `)
    },
    stop: () => process.stderr.write('\r\x1b[K'),
  }
}
