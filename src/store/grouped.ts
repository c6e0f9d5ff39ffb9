type Waiting<Item> = { item: Item; done: () => void; failed: (error: unknown) => void }

/**
 * Writes in groups: whatever comes in during one turn of the event loop, or while the group before is being written,
 * shares one commit. A commit waits for the disk; a hundred rows wait no longer than one.
 *
 * @returns a function that resolves when its item is on disk
 */
export function grouped<Item>(write: (items: Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: Waiting<Item>[] = []
  let running = false
  const run = async () => {
    while (waiting.length) {
      const group = waiting
      waiting = []
      try {
        await write(group.map((one) => one.item))
        for (const one of group) one.done()
      } catch (error) {
        for (const one of group) one.failed(error)
      }
    }
    running = false
  }
  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      if (running) return
      running = true
      setTimeout(run, 0)
    })
}
