/** The changes on their way to the server: in order per message, each sent until it is answered. */
import type { Change, ChangeResult, Undo } from '#lib/api/changes.ts'
import type { MessageId } from '#lib/api/ids.ts'
import { overlaps, renamed } from '#lib/mail/apply-change.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { PendingChange } from './pending-change.ts'
import type { QueueWorld } from './queue-world.ts'

export type NewChange = {
  change: Change
  said?: string | null
  touched?: ReadonlySet<MessageId>
  /** One for each press, where that takes several changes. */
  batch?: string
  /** How many messages it is about; 0 where nobody counted. */
  count?: number
}

/** What would bring a change back, and how many messages that is. */
type Back = { undo: Undo; count: number }

/** So many changes are under way at once, the rest wait. */
const AT_ONCE = 3
/** What is heard of a change within this time (ms) is no news. */
const HEARD_ANEW = 60_000

/** What waits and what is under way, painted from the moment it is asked for. */
export class ChangeQueue {
  #world: QueueWorld | null
  #pending: readonly PendingChange[] = []
  #undos = new Map<string, Back>()
  #asleep = false
  #listeners = new Set<() => void>()

  /** Without a world what is asked for waits, painted, until one is there. */
  constructor(world: QueueWorld | null = null) {
    this.#world = world
  }

  /** Sends from now on. @returns false where it did already */
  begin(world: QueueWorld): boolean {
    if (this.#world) return false
    this.#world = world
    this.#pump()
    return true
  }

  /** What is on its way, oldest first. Replaced, never changed in place. */
  get pending(): readonly PendingChange[] {
    return this.#pending
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes a change on. @returns its changeId, by which it can be undone. */
  add({ change, said = null, touched = new Set(), batch, count = 0 }: NewChange): string {
    const changeId = change.changeId ?? crypto.randomUUID()
    const entry: PendingChange = {
      change: { ...change, changeId },
      changeId,
      batch: batch ?? changeId,
      count,
      said,
      since: Date.now(),
      state: 'waiting',
      stopping: false,
      undone: false,
      touched,
    }
    this.#set([...this.#pending, entry])
    this.#pump()
    return changeId
  }

  /** Goes on with what an earlier page left behind: the same changeIds, so that nothing happens twice. */
  restore(entries: readonly PendingChange[]): void {
    this.#set([...entries, ...this.#pending])
    this.#pump()
  }

  /** Whether there is something to undo of a change that has ended. */
  canUndo(changeId: string): boolean {
    return this.#undos.has(changeId)
  }

  /** It was undone elsewhere. */
  forget(changeId: string): void {
    this.#undos.delete(changeId)
  }

  /**
   * Takes a change back, wherever it is by now; one that is under way is stopped first.
   * @param batch the press that this is part of.
   * @returns false where nothing can bring it back.
   */
  undo(changeId: string, batch?: string): boolean {
    const entry = this.#pending.find((other) => other.changeId === changeId)
    if (entry?.state === 'waiting') {
      this.#set(this.#pending.filter((other) => other !== entry))
      return true
    }
    if (entry) {
      this.#replace(changeId, (known) => ({ ...known, undone: true }))
      this.#stop(entry)
      return true
    }
    const back = this.#undos.get(changeId)
    if (!back) return false
    this.#undos.delete(changeId)
    this.add({ change: back.undo, count: back.count, ...(batch !== undefined && { batch }) })
    return true
  }

  /** Ends a change: one that waits is not begun, one that is under way stops as soon as it can. */
  stop(changeId: string): void {
    const entry = this.#pending.find((other) => other.changeId === changeId)
    if (entry?.state === 'waiting') this.#set(this.#pending.filter((other) => other !== entry))
    else if (entry) this.#stop(entry)
  }

  #stop(entry: PendingChange): void {
    if (entry.stopping) return
    this.#replace(entry.changeId, (known) => ({ ...known, stopping: true }))
    this.#world?.stop(entry)
  }

  /** The server could not be told to stop: that can be tried again. */
  notStopped(changeId: string): void {
    this.#replace(changeId, (known) => ({ ...known, stopping: false }))
  }

  /** The server told that a change is under way: its id is known there still. */
  heard(changeId: string): void {
    const now = Date.now()
    const entry = this.#pending.find((other) => other.changeId === changeId)
    if (entry && now - entry.since > HEARD_ANEW)
      this.#replace(changeId, (known) => ({ ...known, since: now }))
  }

  /** The session ended: nothing is sent until `resume`. What is pending stays painted. */
  resume(): void {
    this.#asleep = false
    this.#pump()
  }

  /** Forgets everything (signing out). */
  clear(): void {
    this.#undos.clear()
    this.#set([])
  }

  #set(pending: readonly PendingChange[]): void {
    this.#pending = pending
    this.#world?.save(pending)
    for (const listener of [...this.#listeners]) listener()
  }

  #replace(changeId: string, change: (entry: PendingChange) => PendingChange): void {
    this.#set(this.#pending.map((entry) => (entry.changeId === changeId ? change(entry) : entry)))
  }

  #pump(): void {
    const world = this.#world
    if (!world) return
    for (const [at, entry] of this.#pending.entries()) {
      if (this.#asleep || this.#pending.filter(({ state }) => state === 'sent').length >= AT_ONCE) return
      if (entry.state === 'sent' || this.#pending.slice(0, at).some((earlier) => overlaps(earlier, entry)))
        continue
      this.#replace(entry.changeId, (known) => ({ ...known, state: 'sent' }))
      void this.#run(entry, world)
    }
  }

  async #run(entry: PendingChange, world: QueueWorld): Promise<void> {
    try {
      this.#done(entry.changeId, await sendUntilAnswered(entry.change, world))
    } catch (error) {
      const failure = error instanceof MailError ? error : new MailError('internal', { cause: error })
      if (failure.status === 401) this.#sleep(entry.changeId)
      else this.#failed(entry.changeId, failure)
    }
    this.#pump()
  }

  #sleep(changeId: string): void {
    this.#asleep = true
    this.#replace(changeId, (known) => ({ ...known, state: 'waiting' }))
  }

  #done(changeId: string, result: ChangeResult): void {
    const entry = this.#pending.find((other) => other.changeId === changeId)
    if (!entry) return // signed out meanwhile
    if (result.undo) this.#keepUndo(entry, result.undo, result.count)
    this.#world?.done(entry, result)
    const lost = this.#rename(changeId, result)
    this.#set(this.#pending.filter((other) => other.changeId !== changeId && !lost.includes(other)))
    for (const other of lost) this.#world?.failed(other, new MailError('not_found'))
  }

  /** An undo is kept until somebody wants it; who pressed it before the answer came wants it now. */
  #keepUndo(entry: PendingChange, undo: Undo, count: number): void {
    if (entry.undone) this.add({ change: undo, count, batch: entry.batch })
    else this.#undos.set(entry.changeId, { undo, count })
  }

  /** Tells what waits about new ids. @returns the changes none of whose messages can be named any more. */
  #rename(changeId: string, result: ChangeResult): PendingChange[] {
    const moved = new Map((result.moved ?? []).map(({ from, to }) => [from, to]))
    if (moved.size === 0) return []
    const lost: PendingChange[] = []
    this.#pending = this.#pending.map((entry) => {
      if (entry.changeId === changeId) return entry
      const change = renamed(entry.change, moved)
      const now = { ...entry, change: change ?? entry.change }
      if (!change) lost.push(now)
      return now
    })
    return lost
  }

  #failed(changeId: string, error: MailError): void {
    const entry = this.#pending.find((other) => other.changeId === changeId)
    if (!entry) return // signed out meanwhile
    this.#set(this.#pending.filter((other) => other.changeId !== changeId))
    const { change } = entry
    // What failed after a part can be undone; an undo that failed has kept its token.
    const again = change.kind === 'undo' && error.code === 'unavailable' ? change : undefined
    const undo = error.undo ?? (again && { kind: 'undo', token: again.token })
    if (undo) this.#keepUndo(entry, undo, entry.count)
    this.#world?.failed(entry, error)
  }
}

async function sendUntilAnswered(change: Change, world: QueueWorld): Promise<ChangeResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await world.send(change)
    } catch (error) {
      if (!world.mayRepeat(error) || !(await world.pause(attempt))) throw error
    }
  }
}
