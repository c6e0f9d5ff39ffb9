/** The part of csv-parse that is used, without the Node types its own declarations bring with them. */
declare module 'csv-parse/stream' {
  export function parse(options: {
    delimiter: string
    record_delimiter: string[]
    relax_column_count: boolean
    relax_quotes: boolean
    max_record_size: number
    encoding: 'latin1'
    /** Called with each record as it is read; null = nothing comes out of the stream for it. */
    on_record(record: string[]): null
  }): TransformStream<Uint8Array, never>
}
