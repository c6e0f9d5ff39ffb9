export type Response = { delivered: number; joins: number; unsubscribes: number; complaints: number }

/**
 * What a variant did for the institution: people it brought, less those it drove away, for 1,000 delivered. May be below
 * zero. Null where nothing was delivered.
 */
export const objective = ({ delivered, joins, unsubscribes, complaints }: Response): number | null =>
  delivered > 0 ? ((joins - unsubscribes - complaints) * 1000) / delivered : null
