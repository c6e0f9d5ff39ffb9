/** What somebody sees of those who joined over their link, and over the links of those in turn. */
export type Chain = { people: number; countries: number; generations: number }

/** Below this nothing is said: with so few, a number begins to point at somebody. */
export const smallestChain = 5

/**
 * A chain as its owner may see it: nothing below five people, and then in steps of five. A count that moves by one would
 * tell whoever just wrote to one friend that this friend has joined.
 *
 * @returns null = fewer than five
 */
export function shownChain({ people, countries, generations }: Chain): Chain | null {
  if (people < smallestChain) return null
  return { people: people - (people % smallestChain), countries, generations }
}
