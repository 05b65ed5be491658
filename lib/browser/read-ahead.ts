/** Which messages are read before anyone opens them: few at a time, and none that is no longer likely to be opened. */
import type { MessageId } from '#lib/api/ids.ts'

/** Why a message may be opened next: what is under the pointer, the neighbours of the open one, what is in sight. */
export type Reason = 'hover' | 'neighbours' | 'sight'

/** The likeliest first. */
const REASONS: readonly Reason[] = ['hover', 'neighbours', 'sight']
const AT_ONCE = 2
// A pointer on its way across the list rests on no row for so long; one that leaves by mistake is back by then.
const REST_MS = 80

type World = {
  /** Whether reading this one ahead is worth it: not there yet, not too large, and the network is not to be spared. */
  isWorth: (id: MessageId) => boolean
  load: (id: MessageId) => Promise<unknown>
  /** Ends a load, unless somebody waits for it by now. */
  cancel: (id: MessageId) => void
}

export class ReadAhead {
  #world: World
  #wanted = new Map<Reason, readonly MessageId[]>()
  #running = new Set<MessageId>()
  /** Read, or failed, since they were first wanted: a failure is not repeated. */
  #done = new Set<MessageId>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(world: World) {
    this.#world = world
  }

  /** From now on these are wanted for this reason, and no others for it. */
  want(reason: Reason, ids: readonly MessageId[]): void {
    this.#wanted.set(reason, ids)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#settle(), REST_MS)
  }

  #settle(): void {
    const wanted = REASONS.flatMap((reason) => this.#wanted.get(reason) ?? [])
    for (const id of this.#running) {
      if (wanted.includes(id)) continue
      this.#running.delete(id)
      this.#world.cancel(id)
    }
    for (const id of this.#done) if (!wanted.includes(id)) this.#done.delete(id)
    this.#start(wanted)
  }

  #start(wanted: readonly MessageId[]): void {
    for (const id of wanted) {
      if (this.#running.size >= AT_ONCE) return
      if (this.#running.has(id) || this.#done.has(id) || !this.#world.isWorth(id)) continue
      this.#running.add(id)
      const end = () => {
        // One that was cancelled ends too: its place is given away already.
        if (!this.#running.delete(id)) return
        this.#done.add(id)
        this.#settle()
      }
      this.#world.load(id).then(end, end)
    }
  }
}
