/**
 * One cell of a CSV file that people open in a spreadsheet (RFC 4180). A text that a spreadsheet would take for a formula
 * gets an apostrophe before it: `=cmd|…` in somebody's name must not run on an officer's machine (OWASP, CSV injection).
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",;\t\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A line of such a file, with its line break. */
export function csvRow(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`
}
