const mostKept = 1_000_000

/** The beginning of a mail; what comes after it is not even fetched. */
export async function readStart(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader()
  const start = new Uint8Array(mostKept)
  let kept = 0
  while (kept < mostKept) {
    const { value, done } = await reader.read()
    if (done) break
    const piece = value.subarray(0, mostKept - kept)
    start.set(piece, kept)
    kept += piece.length
  }
  await reader.cancel()
  return start.subarray(0, kept)
}
