/** A report as words and tables, every number already written in its language: what goes on paper. */
export type ReportDocument = {
  language: string
  title: string
  lead: string
  facts: readonly (readonly [name: string, value: string])[]
  sections: readonly ReportSection[]
}

export type ReportSection = {
  title: string
  paragraphs: readonly string[]
  table: { head: readonly string[]; rows: readonly (readonly string[])[] } | null
  /** Bars beside the rows of the table: shares of the longest one, null where none may be drawn. */
  bars: readonly (number | null)[] | null
}
