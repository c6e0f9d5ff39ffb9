import { hostname } from 'node:os'
import type { Deps } from '../engine/deps.ts'
import { takeBackDead } from '../engine/import-undo.ts'
import { connectionHolders, endHolders } from '../store/lanes.ts'
import { endLeases, leasesHeld } from '../store/outbox.ts'

/** `machine:process`, at the head of every lease of this process. */
export const thisProcess = (): string => `${hostname()}:${process.pid}`

/**
 * What a process held that was killed falls due at once, instead of after its lease, and its connections are free. Only processes of this machine can
 * be seen to be gone; one that cannot be seen keeps its lease until it ends by itself. An import that it left in its
 * middle is taken back.
 */
export async function releaseDead(deps: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const dead = (await leasesHeld(deps.db)).filter(isDead)
  if (dead.length) await endLeases(deps.db, dead, deps.clock.now())
  const gone = (await connectionHolders(deps.db)).filter(isDead)
  if (gone.length) await endHolders(deps.db, gone)
  await takeBackDead(deps, (holder) => isDead(`${holder}/`))
}

function isDead(lease: string): boolean {
  const [machine, pid] = lease.slice(0, lease.lastIndexOf('/')).split(':')
  if (machine !== hostname() || !Number(pid)) return false
  // A container gives its only process the same number each time: what bears our own is from before us.
  return Number(pid) === process.pid || !isAlive(Number(pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
