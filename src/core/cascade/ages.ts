/** How many people are how many minutes old. */
export type Aged = { age: number; count: number }

/** Ages within a twentieth of each other count as one. */
const stepsPerE = 20

/**
 * Joins people of nearly the same age, at their mean: what is worked out of them costs by the number of ages, and a campaign
 * of a year has thousands of hours. Delay laws are smooth in the logarithm of age: within a twentieth the mean is off by
 * less than a thousandth of what follows from it.
 */
export function joinedAges(all: readonly Aged[]): Aged[] {
  const steps = Map.groupBy(all, ({ age }) => Math.floor(Math.log(Math.max(1, age)) * stepsPerE))
  return [...steps.values()].map((near) => {
    const count = near.reduce((sum, one) => sum + one.count, 0)
    const age = count > 0 ? near.reduce((sum, one) => sum + one.age * one.count, 0) / count : near[0]!.age
    return { age: near.length === 1 ? near[0]!.age : age, count }
  })
}
