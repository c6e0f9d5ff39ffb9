type Waiting<Item> = { item: Item; done: () => void; failed: (error: unknown) => void }

/** A group waits for those that are about to come about as long as a write takes, but never longer than this. */
const longestWaitMs = 10

/**
 * Writes in groups: whatever comes in during one turn of the event loop, or while the group before is being written,
 * shares one commit. A commit waits for the disk; a hundred rows wait no longer than one.
 *
 * @param coming  how many items are not yet written but will be handed in soon, those that wait included; given it, a
 *   group also waits for them, but no longer than the write before took
 * @returns a function that resolves when its item is on disk
 */
export function grouped<Item>(
  write: (items: Item[]) => Promise<void>,
  coming: () => number = () => 0,
): (item: Item) => Promise<void> {
  let waiting: Waiting<Item>[] = []
  let running = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let patienceMs = 0
  const run = async () => {
    running = true
    timer = undefined
    while (waiting.length) {
      const group = waiting
      waiting = []
      const startedAt = Date.now()
      try {
        await write(group.map((one) => one.item))
        for (const one of group) one.done()
      } catch (error) {
        for (const one of group) one.failed(error)
      }
      patienceMs = Math.min(longestWaitMs, Date.now() - startedAt)
    }
    running = false
  }
  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      if (running) return
      if (waiting.length === coming()) {
        clearTimeout(timer)
        void run()
      } else timer ??= setTimeout(run, coming() ? patienceMs : 0)
    })
}
