import type { TallyRow } from '../store/events.ts'

/** What a variant did to those whom the launch enrolled. */
export type VariantCounts = {
  delivered: number
  clicks: number
  joins: number
  unsubscribes: number
  complaints: number
}

/**
 * Counts of one variant: mails of the launch delivered, clicks that look human and are settled, joins one generation
 * further, and who left. Opens are not among them: programs open mails too.
 */
export function variantCounts(rows: readonly TallyRow[], variant: string): VariantCounts {
  const own = rows.filter(
    // A join is counted with the generation of whoever came: one after the seeds.
    (row) => row.variant === variant && !row.pending && row.generation === (row.kind === 'join' ? 1 : 0),
  )
  const count = (which: (row: TallyRow) => boolean) =>
    own.filter(which).reduce((sum, row) => sum + row.count, 0)
  const mail = (kind: string) =>
    count((row) => row.kind === kind && row.channel === 'email' && row.trigger === 'launch')
  const of = (kind: string) => count((row) => row.kind === kind)
  return {
    delivered: Math.max(0, mail('sent') - mail('bounce')),
    clicks: count((row) => row.kind === 'click' && row.class === 'human'),
    joins: of('join'),
    unsubscribes: of('unsubscribe'),
    complaints: of('complaint'),
  }
}
