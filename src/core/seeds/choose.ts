/** Somebody who could be written to first. `lot` is a number of their own that nobody can foresee: it decides ties and draws. */
export type Candidate = {
  id: number
  country: string | null
  language: string
  expected: number
  lot: number
}

/** At most so many percent of the seeds: of that value of the field, or of any. */
export type Quota = { field: 'country' | 'language'; value?: string | undefined; percent: number }

export type Chosen = { candidate: Candidate; isDrawn: boolean }

/**
 * Some by lot from everybody, so that ranking can be held against chance ever after; the others by what they are expected to
 * bring, as far as the quotas go. Those by lot count in the quotas but are not bound by them: a draw with exceptions says
 * nothing of the whole.
 *
 * @param it.random  share of the seeds that is drawn, rounded up
 * @returns fewer than asked for where the quotas or the audience end
 */
export function chooseSeeds(
  candidates: readonly Candidate[],
  it: { top: number; random: number; quotas: readonly Quota[] },
): Chosen[] {
  const top = Math.min(it.top, candidates.length)
  const drawn = [...candidates]
    .sort((a, b) => a.lot - b.lot || a.id - b.id)
    .slice(0, Math.ceil(top * it.random))
  const room = roomOf(it.quotas, top)
  for (const one of drawn) room.take(one)
  const isDrawn = new Set(drawn.map((one) => one.id))
  const ranked = candidates
    .filter((one) => !isDrawn.has(one.id))
    .sort((a, b) => b.expected - a.expected || a.lot - b.lot || a.id - b.id)
  const chosen: Chosen[] = drawn.map((candidate) => ({ candidate, isDrawn: true }))
  for (const candidate of ranked) {
    if (chosen.length >= top) break
    if (!room.has(candidate)) continue
    room.take(candidate)
    chosen.push({ candidate, isDrawn: false })
  }
  return chosen.sort(
    (a, b) => b.candidate.expected - a.candidate.expected || a.candidate.lot - b.candidate.lot,
  )
}

function roomOf(quotas: readonly Quota[], top: number) {
  const taken = new Map<string, number>()
  const heldBy = (one: Candidate, field: Quota['field']) => one[field] ?? ''
  const keyOf = (one: Candidate, field: Quota['field']) => `${field}:${heldBy(one, field)}`
  const fields = [...new Set(quotas.map((one) => one.field))]
  const most = (one: Candidate, field: Quota['field']) => {
    const own = quotas.find((quota) => quota.field === field && quota.value === heldBy(one, field))
    const any = quotas.find((quota) => quota.field === field && quota.value === undefined)
    const percent = (own ?? any)?.percent
    return percent === undefined ? Infinity : Math.floor((top * percent) / 100)
  }
  return {
    has: (one: Candidate) => fields.every((field) => (taken.get(keyOf(one, field)) ?? 0) < most(one, field)),
    take: (one: Candidate) => {
      for (const field of fields) taken.set(keyOf(one, field), (taken.get(keyOf(one, field)) ?? 0) + 1)
    },
  }
}
