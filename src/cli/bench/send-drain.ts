import { readSettings } from '../../config.ts'
import { drain } from '../../engine/tick.ts'
import { openNode } from '../../node.ts'

/** What `bench send` measures, in a process of its own: everything from the first look at the queue to the last row. */
const node = await openNode(readSettings(process.env))
const before = process.cpuUsage()
const startedAt = performance.now()
const { sent, refused, retrying, skipped } = await drain(node.deps)
const seconds = (performance.now() - startedAt) / 1000
const cpu = process.cpuUsage(before)
await node.close()
process.stdout.write(
  `${JSON.stringify({ sent, lost: refused + retrying + skipped, seconds, cpuSeconds: (cpu.user + cpu.system) / 1e6 })}\n`,
)
