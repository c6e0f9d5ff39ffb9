import type { Campaign } from '../store/campaigns.ts'
import { customFieldsOf, saveCustomField } from '../store/custom-fields.ts'
import { institutionById } from '../store/institutions.ts'
import { rankStatements } from '../store/seeds.ts'
import type { Deps } from './deps.ts'
import type { SeedRow } from './seeds.ts'
import { saveSegmentNamed } from './segments.ts'

/**
 * Keeps the seeds as a segment that any campaign may name as its audience. Their ranks stand in a field of the institution's
 * own, so that each sees it among what is held about them, and it goes with them. Saving anew under the same name takes
 * the old ranks away.
 */
export async function saveSeeds(
  deps: Deps,
  it: { campaign: Campaign; slug: string; rows: readonly SeedRow[] },
) {
  const { campaign, slug, rows } = it
  const { institutionId } = campaign
  const field = `seeds-${slug}`
  const known = await customFieldsOf(deps.db, institutionId)
  if (!known.some((one) => one.name === field))
    await saveCustomField(deps.db, {
      institutionId,
      name: field,
      type: 'number',
      choices: [],
      labels: {},
      now: deps.clock.now(),
    })
  const ranks = rows.map((row) => ({ id: row.contact, rank: row.rank }))
  await deps.db.batch(rankStatements(deps.db, { institutionId, field, ranks }))
  const institution = (await institutionById(deps.db, institutionId))!
  const audience = { field: `custom.${field}` as const, op: 'exists' as const, value: true }
  const { matched, final } = await saveSegmentNamed(deps, { institution, slug, name: slug, audience })
  return { segment: slug, field: `custom.${field}`, matched, final }
}
