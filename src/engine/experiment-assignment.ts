import { sampleRatio } from '../core/chi-square.ts'
import { sampleRatioLimits } from '../core/experiment/judge.ts'
import type { Allocation } from '../store/allocation.ts'
import type { Campaign } from '../store/campaigns.ts'
import { type Assigned, assignedUnits } from '../store/hold-outs.ts'
import type { Deps } from './deps.ts'
import { sharesOf } from './experiment-waves.ts'

type Cell = { arm: string; n: number; expected: number }

/**
 * Whether everybody was dealt out as they should have been: people (households, where these stay together) of each
 * variant, and those held out, beside how many were to be expected. `p` by chi-square; null where fewer than 5 of one
 * were to be expected. Below 0.01 look for the cause, below 0.001 believe nothing.
 *
 * `waves`: the same for what each wave's own shares dealt out, where results decided them; else one row. `isOff`: this p
 * is below 0.001 divided by the number of checks made (Bonferroni), so that many waves give no more false alarms than one.
 * `isOff` of the whole: one of them, or the whole, is off.
 */
export type Assignment = {
  cells: Cell[]
  p: number | null
  isOff: boolean
  waves: { wave: number; cells: Cell[]; p: number | null; isOff: boolean }[]
}

type Plan = { variants: readonly string[]; holdOut: number; allocations: readonly Allocation[] }

export async function assignmentOf(deps: Deps, campaign: Campaign, it: Plan): Promise<Assignment> {
  const plan = { ...it, variants: it.variants.length ? it.variants : [''] }
  const units = (await assignedUnits(deps.db, campaign.id)).map((one) => ({
    ...one,
    // What results did not deal out stands with what the launch dealt out evenly.
    wave: plan.allocations.some(({ wave }) => wave === one.wave) ? one.wave : 1,
  }))
  const waves = [...Map.groupBy(units, ({ wave }) => wave)]
    .sort(([one], [other]) => one - other)
    .map(([wave, those]) => ({ wave, cells: cellsOf(those, plan, wave) }))
  const cells = waves[0] ? waves[0].cells.map((_, index) => sumOf(waves.map((one) => one.cells[index]!))) : []
  const checks = waves.length > 1 ? waves.length + 1 : 1
  const checked = (compared: Cell[]) => {
    const p = pOf(compared)
    return { cells: compared, p, isOff: p !== null && p < sampleRatioLimits.broken / checks }
  }
  const judged = waves.map(({ wave, cells: own }) => ({ wave, ...checked(own) }))
  const whole = checked(cells)
  return { ...whole, isOff: whole.isOff || judged.some(({ isOff }) => isOff), waves: judged }
}

function cellsOf(units: readonly Assigned[], { variants, holdOut, allocations }: Plan, wave: number): Cell[] {
  const all = count(units)
  const written = units.filter(({ heldOut }) => !heldOut)
  const shares = sharesOf({ names: variants, allocations }, wave)
  const cells = variants.map((arm, index) => ({
    arm,
    n: count(written.filter(({ variant }) => variant === arm)),
    expected: all * shares[index]! * (1 - holdOut),
  }))
  if (holdOut) cells.push({ arm: 'held out', n: all - count(written), expected: all * holdOut })
  return cells
}

const sumOf = (cells: readonly Cell[]): Cell => ({
  arm: cells[0]!.arm,
  n: cells.reduce((sum, { n }) => sum + n, 0),
  expected: cells.reduce((sum, { expected }) => sum + expected, 0),
})

function pOf(cells: readonly Cell[]): number | null {
  if (!cells.some(({ n }) => n > 0)) return null
  return sampleRatio(cells.map(({ n, expected }) => ({ observed: n, expected })))?.p ?? null
}

const count = (units: readonly Assigned[]) => units.reduce((sum, { n }) => sum + n, 0)
