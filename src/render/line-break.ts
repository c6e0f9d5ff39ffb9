/**
 * Widths of letters in ems of Noto Sans, on the wide side: a line that comes out shorter does no harm, one that runs off
 * the paper does.
 */
const widths: readonly [pattern: RegExp, em: number][] = [
  [/\p{M}/u, 0],
  [/\p{Script=Arabic}/u, 0.6],
  [/\p{Script=Tifinagh}/u, 0.74],
  [/[\s.,:;'’!|()ijlIftr-]/u, 0.4],
  [/[MWmw@—…]/u, 0.98],
  [/\p{Lu}/u, 0.74],
]
const usual = 0.67

/** Width of a text in ems, estimated. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (widths.find(([is]) => is.test(letter))?.[1] ?? usual), 0)
}

/**
 * Breaks a text into lines, at blanks; SVG breaks none itself. A word that is wider than the line stands alone.
 *
 * @param width  of a line, in ems
 */
export function breakLines(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/[ \n\t]+/).filter(Boolean)) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && widthOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** The largest of the sizes at which a text takes no more than so many lines; else the smallest. */
export function fitLines(
  text: string,
  it: { width: number; sizes: readonly number[]; most: number },
): { size: number; lines: string[] } {
  const tries = it.sizes.map((size) => ({ size, lines: breakLines(text, it.width / size) }))
  return (
    tries.find(
      ({ size, lines }) => lines.length <= it.most && lines.every((line) => widthOf(line) * size <= it.width),
    ) ?? tries.at(-1)!
  )
}
