/**
 * An order in which several groups stand evenly mixed from the first place to the last: whoever stops after any number
 * of people has reached each group in nearly its share of the whole.
 *
 * Groups are merged two by two, the smallest first (Huffman 1952). Where two meet, member r of n stands at (r - 1/2)/n
 * of the way, so that neither is ever more than half a person ahead. The half of each merge shrinks with the group's
 * share in the ones above it; `unevenness` adds them up. A place is worked out from the turn within the group alone, by
 * one division for each merge, which is why a database can do it for a million rows.
 */
export type Merge = { times: number; plus: number; over: number }

/**
 * @param sizes  people per group; groups of nobody are left out
 * @returns for each group the merges that lead from a turn (1 … size) to a place (1 … sum of the sizes)
 */
export function interleave(sizes: Readonly<Record<string, number>>): Record<string, Merge[]> {
  const steps: Record<string, Merge[]> = Object.create(null)
  for (const { own, other, members, first } of mergesOf(sizes)) {
    const merge = { times: 2 * (own + other), plus: own - other - (first ? 1 : 0), over: 2 * own }
    for (const member of members) steps[member]!.push(merge)
  }
  return steps

  function mergesOf(all: Readonly<Record<string, number>>): Side[] {
    const sides: Side[] = []
    let groups = Object.entries(all)
      .filter(([, size]) => size > 0)
      .map(([name, size]) => ({ size, members: [name] }))
    for (const { members } of groups) steps[members[0]!] = []
    while (groups.length > 1) {
      groups = groups.sort(bySize)
      const [left, right] = groups.splice(0, 2) as [Group, Group]
      sides.push({ own: left.size, other: right.size, members: left.members, first: true })
      sides.push({ own: right.size, other: left.size, members: right.members, first: false })
      groups.push({ size: left.size + right.size, members: [...left.members, ...right.members] })
    }
    return sides
  }
}

type Group = { size: number; members: string[] }
/** One half of a merge; where both stand at the same point, `first` goes first. */
type Side = { own: number; other: number; members: readonly string[]; first: boolean }

const bySize = (a: Group, b: Group) => a.size - b.size || (a.members[0]! < b.members[0]! ? -1 : 1)

/** Place of the member whose turn it is within the group, from 1. */
export function placeOf(merges: readonly Merge[], turn: number): number {
  return merges.reduce((place, { times, plus, over }) => Math.floor((place * times + plus) / over), turn)
}

/**
 * How far a group can be from its share, in people, wherever one stops: half a person for each merge, times the group's
 * share in what is merged. Never above 1.7, however many groups there are: on the way up, sizes grow at least like
 * Fibonacci's numbers.
 */
export function unevenness(merges: readonly Merge[]): number {
  let [sum, share] = [0, 1]
  for (const { times, over } of merges) {
    sum += share / 2
    share *= over / times
  }
  return sum
}
