import type { Deps } from '../engine/deps.ts'
import { drain } from '../engine/tick.ts'
import { mailboxAfter } from '../store/mailbox.ts'
import { nextDue } from '../store/outbox.ts'
import { agenda } from './agenda.ts'
import { type Crowd, type Done, nothingDone, readerFrom } from './crowd.ts'
import type { InventedPerson } from './diaspora.ts'
import { receive } from './readers.ts'
import type { DemoWorld } from './run.ts'

const quarterMs = 15 * 60_000
/** Requests under way at once. */
const hands = 16

export type Living = {
  people: readonly InventedPerson[]
  seed: number
  ownLinks: number
  launch(): Promise<unknown>
  onArrived(letters: number): void
  onStep(text: string): void
}

/**
 * Launches and lets time pass, from one thing that is due to the next, until nothing is due and nobody has anything
 * in mind. Simulated time never overtakes the real one.
 */
export async function live(world: DemoWorld, it: Living): Promise<Done> {
  const { deps, clock } = world
  const latest = Math.max(clock.now(), Date.now() - 60_000)
  const crowd = gather(world, it, latest)
  let seen = await endOfMailbox(deps)
  await it.launch()
  it.onStep('launched: waves go out, readers react')
  let letters = 0
  for (;;) {
    await drain(deps)
    for (
      let items = await mailboxAfter(deps.db, seen, 500);
      items.length;
      items = await mailboxAfter(deps.db, seen, 500)
    ) {
      for (const item of items) {
        if (item.kind === 'mail' && crowd.people.get(item.recipient)?.generation === 0) letters++
        await receive(crowd, item)
      }
      seen = items.at(-1)!.id
      it.onArrived(letters)
    }
    const at = earliest(crowd.agenda.next(), await nextDue(deps.db, clock.now()))
    if (at === null || at > latest) break
    clock.set(Math.max(clock.now(), Math.min(latest, Math.ceil(at / quarterMs) * quarterMs)))
    await crowd.agenda.act(clock.now())
  }
  it.onStep(`the last reader has read: ${new Date(clock.now()).toISOString().slice(0, 16)}Z`)
  return crowd.done
}

function gather(world: DemoWorld, it: Living, latest: number): Crowd {
  const readers = it.people.flatMap(({ email, ...person }) =>
    email ? [readerFrom(it.seed, { ...person, email }, { generation: 0, participates: true })] : [],
  )
  return {
    seed: it.seed,
    baseUrl: world.baseUrl,
    agenda: agenda(hands, latest),
    now: () => world.clock.now(),
    contacts: it.people.length,
    ownLinks: it.ownLinks,
    people: new Map(readers.map((reader) => [reader.address, reader])),
    done: nothingDone(),
  }
}

async function endOfMailbox(deps: Deps): Promise<number> {
  let last = 0
  for (
    let items = await mailboxAfter(deps.db, 0, 500);
    items.length;
    items = await mailboxAfter(deps.db, last, 500)
  ) {
    last = items.at(-1)!.id
  }
  return last
}

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)
