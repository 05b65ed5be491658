/** One account's live channel: what its connections report, told to every stream that listens. */
import type { LiveEvent } from '#lib/api/events.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { log } from '#lib/server/config/log.ts'
import type { Account, AccountEvent } from '#lib/server/imap/account.ts'
import type { FolderIndex } from '#lib/server/imap/folder-index.ts'
import { type FolderNotice, lastIndexOf, onFolderNotice } from '#lib/server/imap/known-folders.ts'
import { openIndex } from '#lib/server/imap/sync-folder.ts'
import { CountWatch } from './count-watch.ts'
import { deltaEvent } from './delta-event.ts'
import { EventLog, eventText, type LoggedEvent } from './event-log.ts'
import type { CountedFolder } from './folder-counts.ts'
import { everyTurn } from './wheel.ts'

/** Looks at one folder are at most so long (ms) apart while something happens there. */
const LONGEST_REST = 2_000
/** Where the server tells of every folder by itself, all are looked at only every so many turns of the wheel. */
const TURNS_BETWEEN_SWEEPS = 12

/** A stream as the channel sees it: the folders it wants messages of, and where to say them. */
export type Subscriber = { paths: ReadonlySet<string>; send: (text: string) => void }

/** A folder that somebody listens to, or did. `state` is what was told last; null before the first look. */
type Followed = { state: string | null; unwatch: (() => void) | null; listeners: number }

/**
 * Sleeps while nobody listens, and remembers what was told last: whoever comes back with the last event's id is
 * told everything since, or `reset`.
 */
export class Channel {
  readonly #log = new EventLog()
  readonly #subscribers = new Set<Subscriber>()
  readonly #followed = new Map<string, Followed>()
  readonly #counts = new CountWatch({
    account: () => this.#account,
    tell: (folders) => this.#tellCounts(folders),
    onFailure: noteFailure,
  })
  /** Folders that are looked at, or were just now. `again`: something happened there meanwhile. */
  readonly #looks = new Map<string, { again: boolean }>()
  #account: Account
  #stops: (() => void)[] = []
  #turns = 0
  /** When the last stream went (ms since the epoch). */
  quietSince = Date.now()

  constructor(account: Account) {
    this.#account = account
  }

  get quiet(): boolean {
    return this.#subscribers.size === 0
  }

  /** The id under which a `reset` of no number of its own is told. */
  get lastId(): string {
    return this.#log.lastId
  }

  /**
   * Adds a stream: first how the connection is, then what came after `lastEventId`, then what comes.
   * @returns ends it.
   */
  subscribe(account: Account, subscriber: Subscriber, lastEventId: string | null): () => void {
    if (this.quiet) this.#wake(account)
    this.#greet(subscriber, lastEventId)
    this.#subscribers.add(subscriber)
    for (const path of subscriber.paths) this.#follow(path)
    this.sweepSoon()
    return () => {
      if (!this.#subscribers.delete(subscriber)) return
      for (const path of subscriber.paths) this.#leave(path)
      if (this.quiet) this.#sleep()
    }
  }

  publish(event: LiveEvent): void {
    const logged = this.#log.add(event)
    for (const subscriber of this.#subscribers) if (isFor(subscriber, logged)) subscriber.send(logged.text)
  }

  /** Looks at all folders' counts soon, unless nobody listens. */
  sweepSoon(): void {
    this.#counts.sweep()
  }

  #greet(subscriber: Subscriber, lastEventId: string | null): void {
    const missed = lastEventId === null ? [] : this.#log.after(lastEventId)
    // Under the id it came with: were the stream to break right here, nothing would count as told.
    const id = lastEventId !== null && missed ? lastEventId : this.#log.lastId
    subscriber.send(eventText(id, { name: 'connection', data: { status: this.#account.status } }))
    if (!missed) {
      subscriber.send(eventText(this.#log.lastId, { name: 'reset', data: {} }))
      return
    }
    for (const logged of missed) if (isFor(subscriber, logged)) subscriber.send(logged.text)
    if (lastEventId === null) return
    for (const path of subscriber.paths) {
      if (this.#followed.get(path)?.state) continue
      subscriber.send(eventText(this.#log.lastId, { name: 'reset', data: { folderId: folderIdOf(path) } }))
    }
  }

  #wake(account: Account): void {
    this.#account = account
    this.#counts.wake()
    this.#stops = [
      account.on((event) => this.#onAccount(event)),
      onFolderNotice(account, (notice) => this.#onFolder(notice)),
      everyTurn(() => this.#onTurn()),
    ]
  }

  #sleep(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#counts.sleep()
    this.quietSince = Date.now()
  }

  #follow(path: string): void {
    const folder = this.#followed.get(path) ?? { state: null, unwatch: null, listeners: 0 }
    this.#followed.set(path, folder)
    folder.listeners++
    // The inbox is watched in any case, as long as anyone listens to the account.
    if (path !== 'INBOX') folder.unwatch ??= this.#account.watch(path)
    this.#look(path)
  }

  // The entry stays: who listens next is told what happened since.
  #leave(path: string): void {
    const folder = this.#followed.get(path)
    if (!folder || --folder.listeners > 0) return
    folder.unwatch?.()
    folder.unwatch = null
  }

  #onAccount(event: AccountEvent): void {
    if (event.kind === 'status') {
      this.publish({ name: 'connection', data: { status: event.status } })
      if (event.status === 'online') this.#lookAtAll()
    } else if (event.kind === 'tree') this.sweepSoon()
    else if (this.#isOpen(event.path)) this.#look(event.path)
    else this.#counts.touch(event.path)
  }

  // A server that tells of everything is believed, and now and then put to the test.
  #onTurn(): void {
    if (!this.#account.notified || ++this.#turns % TURNS_BETWEEN_SWEEPS === 0) this.#lookAtAll()
  }

  #isOpen(path: string): boolean {
    return (this.#followed.get(path)?.listeners ?? 0) > 0
  }

  #lookAtAll(): void {
    for (const path of this.#followed.keys()) if (this.#isOpen(path)) this.#look(path)
    this.sweepSoon()
  }

  /**
   * Syncs a folder and tells what that brought. While it changes without end a look that took long is followed by a
   * rest three times as long: looking must not slow down what is looked at.
   */
  #look(path: string): void {
    const look = this.#looks.get(path)
    if (look) {
      look.again = true
      return
    }
    const mine = { again: false }
    this.#looks.set(path, mine)
    const began = Date.now()
    const rest = () => {
      const took = Date.now() - began
      setTimeout(
        () => {
          this.#looks.delete(path)
          if (mine.again && this.#isOpen(path) && !this.quiet) this.#look(path)
        },
        Math.min(LONGEST_REST, 3 * took),
      ).unref()
    }
    openIndex(this.#account, path)
      .then((index) => this.#tell(path, index), noteFailure)
      .finally(rest)
  }

  #onFolder(notice: FolderNotice): void {
    if (notice.kind === 'synced') {
      this.#tell(notice.path, notice.index)
      return
    }
    if (notice.kind === 'touched') {
      this.#counts.touch(notice.path)
      return
    }
    this.sweepSoon()
    const folder = this.#followed.get(notice.path)
    if (!folder) return
    if (folder.state) this.publish({ name: 'reset', data: { folderId: folderIdOf(notice.path) } })
    folder.state = null
  }

  /** Tells what happened in a folder since it was told of last, and its counts. */
  #tell(path: string, index: FolderIndex): void {
    // Without its flags an index can't be told of yet; it is told when they are there.
    if (!index.complete || lastIndexOf(this.#account, path) !== index) return
    const folder = this.#followed.get(path)
    if (folder && folder.state !== index.state) {
      const before = folder.state
      folder.state = index.state
      if (before) this.publish(deltaEvent(path, index, before))
    }
    this.#counts.noteIndex(path, index)
  }

  #tellCounts(folders: readonly CountedFolder[]): void {
    const told = folders.map(({ id, total, unread, state }) => ({ id, total, unread, state }))
    this.publish({ name: 'folders', data: { folders: told } })
    for (const { path } of folders) if (this.#isOpen(path)) this.#look(path)
  }
}

/** `messages` and a folder's `reset` are for those who listen to it; everything else is for all. */
function isFor({ paths }: Subscriber, { folderId }: LoggedEvent): boolean {
  return folderId === null || [...paths].some((path) => folderIdOf(path) === folderId)
}

// An unreachable server is told by the account's status; everything is looked at again when it is back.
function noteFailure(error: unknown): void {
  if (error instanceof MailError) log().debug({ code: error.code }, 'a live look at a folder failed')
  else log().error({ err: error }, 'a live look at a folder failed')
}
