import { sampleRatio } from '../core/chi-square.ts'
import type { Allocation } from '../store/allocation.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type Assigned, assignedUnits } from '../store/hold-outs.ts'
import type { Deps } from './deps.ts'

/**
 * Whether everybody was dealt out as they should have been: people (households, where these stay together) of each
 * variant, and those held out, beside how many were to be expected. `p` by chi-square; null where fewer than 5 of one
 * were to be expected. Below 0.01 look for the cause, below 0.001 believe nothing.
 */
export type Assignment = { cells: { arm: string; n: number; expected: number }[]; p: number | null }

export async function assignmentOf(
  deps: Deps,
  campaign: Campaign,
  it: { variants: readonly string[]; holdOut: number; allocations: readonly Allocation[] },
): Promise<Assignment> {
  const units = await assignedUnits(deps.db, campaign.id)
  const variants = it.variants.length ? it.variants : ['']
  const written = units.filter(({ heldOut }) => !heldOut)
  const all = count(units)
  const cells = variants.map((variant) => ({
    arm: variant,
    n: count(written.filter((one) => one.variant === variant)),
    expected: expectedOf(units, variant, { ...it, variants }) * (1 - it.holdOut),
  }))
  if (it.holdOut) cells.push({ arm: 'held out', n: all - count(written), expected: all * it.holdOut })
  const compared = cells.map(({ n, expected }) => ({ observed: n, expected }))
  return { cells, p: all ? (sampleRatio(compared)?.p ?? null) : null }
}

/** Each wave by its own shares: even, or those it was dealt out by. */
function expectedOf(
  units: readonly Assigned[],
  variant: string,
  it: { variants: readonly string[]; allocations: readonly Allocation[] },
): number {
  return units.reduce((sum, { wave, n }) => {
    const made = it.allocations.find((one) => one.wave === wave)
    const share = made?.shares.find((one) => one.variant === variant)?.share ?? 1 / it.variants.length
    return sum + n * share
  }, 0)
}

const count = (units: readonly Assigned[]) => units.reduce((sum, { n }) => sum + n, 0)
