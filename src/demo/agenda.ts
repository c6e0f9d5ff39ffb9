/** What invented people have in mind to do, and when. */
export type Agenda = {
  add(at: number, act: () => Promise<void>): void
  /** Instant of the earliest intention, or null. */
  next(): number | null
  /** Does everything intended up to `until`, several at a time; what comes up meanwhile waits for the next call. */
  act(until: number): Promise<number>
}

/**
 * @param hands   how many act at once
 * @param latest  nothing is put off beyond this instant: simulated time ends there
 */
export function agenda(hands: number, latest: number): Agenda {
  let waiting: { at: number; act: () => Promise<void> }[] = []
  return {
    add: (at, act) => void waiting.push({ at: Math.min(at, latest), act }),
    next: () =>
      waiting.reduce<number | null>((least, { at }) => (least === null || at < least ? at : least), null),
    async act(until) {
      const due = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      waiting = waiting.filter(({ at }) => at > until)
      const count = due.length
      const work = async () => {
        for (let one = due.shift(); one; one = due.shift()) await one.act()
      }
      await Promise.all(Array.from({ length: hands }, work))
      return count
    },
  }
}
