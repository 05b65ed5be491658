/** One change under way: chunk by chunk, told of as it goes, with what it did and what would bring it back. */
import type { ChangeResult } from '#lib/api/changes.ts'
import { type FolderId, type MessageId, messageIdOf } from '#lib/api/ids.ts'
import type { FlagState } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'
import { followMoves, type Inverse, keepUndo, UndoSteps, type Went } from '#lib/server/imap/undo-log.ts'
import type { Ended } from '#lib/server/live/recent-changes.ts'
import type { ChangeCourse } from './change-course.ts'
import { ChunkPace } from './chunk-pace.ts'
import { type LendFolder, lendAtOnce, lendPatiently } from './lend-folder.ts'

/** Messages of one folder, under the UIDVALIDITY that whoever named them knew. */
export type Group = { path: string; folderId: FolderId; uidValidity: number; uids: number[] }

/** Above this many messages an answer names none of them. */
const MOST_NAMED = 1_000
/** A change of more messages is a long one: it goes its own way, tells its progress, and may grow its chunks. */
const LONG = 500

export type RunOptions = {
  account: Account
  course: ChangeCourse
  /** Messages that are asked for, all together, with the missing ones. */
  total: number
  missing?: readonly MessageId[]
  /** False for an undo: it is not brought back itself. */
  undoable?: boolean
}

export class ChangeRun {
  readonly account: Account
  /** Lends a folder for one step of this change. */
  readonly lend: LendFolder
  /** Whether so much is changed that others must not wait for it. */
  readonly long: boolean
  readonly #options: RunOptions
  readonly #pace = new ChunkPace()
  readonly #named: boolean
  readonly #undo = new UndoSteps()
  /** By where from and where to, so that a long change has one of each. */
  readonly #went = new Map<string, Went & { uids: Map<number, number> }>()
  readonly #touched = new Set<string>()
  readonly #updated: FlagState[] = []
  readonly #moved: { from: MessageId; to: MessageId | null }[] = []
  readonly #missing: MessageId[]
  #kind: 'flags' | 'places' | null = null
  #passed: number
  #told = -1
  #count = 0
  #removed = 0
  #token: string | null = null

  constructor(options: RunOptions) {
    const { account, course, total } = options
    this.account = account
    this.long = total > LONG
    course.long = this.long
    this.lend = this.long ? lendPatiently(account, course.signal) : lendAtOnce(account)
    this.#options = options
    this.#named = options.total <= MOST_NAMED
    this.#missing = [...(options.missing ?? [])]
    this.#passed = this.#missing.length
  }

  /** Stopped before all was done. */
  get stopped(): boolean {
    return this.#options.course.signal.aborted && this.#passed < this.#options.total
  }

  /**
   * Does folder after folder, in chunks. One that may not be changed doesn't keep the others from it: it is passed over,
   * and that is thrown when they are done.
   */
  async eachChunk(
    groups: readonly Group[],
    work: (group: Group, uids: number[]) => Promise<void>,
  ): Promise<void> {
    let failure: MailError | null = null
    for (const group of groups) {
      try {
        await this.#eachChunkOf(group, (uids) => work(group, uids))
      } catch (error) {
        if (!(error instanceof MailError) || error.code !== 'forbidden' || groups.length === 1) throw error
        const detail = changeRefused.inFolder(group.path, error.detail)
        failure ??= new MailError('forbidden', { detail, cause: error })
      }
    }
    if (failure) throw failure
  }

  /** What was done is taken off `group.uids`; the rest is there where it stops. */
  async #eachChunkOf(group: Group, work: (uids: number[]) => Promise<void>): Promise<void> {
    const { course } = this.#options
    while (group.uids.length > 0 && !course.signal.aborted) {
      this.#tellProgress()
      const uids = group.uids.slice(0, this.#pace.size)
      const began = Date.now()
      await work(uids)
      this.#pace.took(Date.now() - began)
      group.uids = group.uids.slice(uids.length)
      this.#passed += uids.length
    }
    this.#tellProgress()
  }

  #tellProgress(): void {
    const { course, total } = this.#options
    if (!this.long || this.#told === this.#passed) return
    this.#told = this.#passed
    course.tell(this.#passed, total)
  }

  /** What a chunk did can't be found out. */
  noteUnsure(): void {
    this.#options.course.unsure = true
  }

  /** Something in this folder was, or may have been, changed. */
  touch(path: string): void {
    this.#touched.add(path)
  }

  /** These messages are as was wished now, by this change or before it. */
  done(messages: number): void {
    this.#count += messages
    this.#options.course.done = this.#count
  }

  /** These messages are gone for good. */
  removed(messages: number): void {
    this.done(messages)
    this.#removed += messages
  }

  /** These messages have other flags now. */
  noteFlags(group: Group, flags: ReadonlyMap<number, readonly string[]>): void {
    this.#kind ??= 'flags'
    if (!this.#named) return
    for (const [uid, set] of flags)
      this.#updated.push({ id: messageIdOf({ ...group, uid }), flags: [...set] })
  }

  /** These messages are elsewhere now: by old UID the new one, or null where nobody told. */
  noteMoved(group: Group, to: Omit<Group, 'uids'> | null, uids: ReadonlyMap<number, number | null>): void {
    this.#kind ??= 'places'
    this.#noteWent(group, to, uids)
    if (!this.#named) return
    for (const [from, uid] of uids) {
      const there = to && uid !== null ? messageIdOf({ ...to, uid }) : null
      this.#moved.push({ from: messageIdOf({ ...group, uid: from }), to: there })
    }
  }

  #noteWent(group: Group, to: Omit<Group, 'uids'> | null, uids: ReadonlyMap<number, number | null>): void {
    if (!to) return
    const key = JSON.stringify([group.path, group.uidValidity, to.path, to.uidValidity])
    const went = this.#went.get(key) ?? {
      from: { path: group.path, uidValidity: group.uidValidity },
      to: { path: to.path, uidValidity: to.uidValidity },
      uids: new Map<number, number>(),
    }
    for (const [from, uid] of uids) if (uid !== null) went.uids.set(from, uid)
    this.#went.set(key, went)
  }

  /** These messages are not there (any more). */
  noteMissing(group: Group, uids: Iterable<number>): void {
    for (const uid of uids) {
      if (this.#missing.length >= MOST_NAMED) return
      this.#missing.push(messageIdOf({ ...group, uid }))
    }
  }

  /** This would bring back what was just done (or begun: a step back on what wasn't changed changes nothing). */
  noteInverse(inverse: Inverse, uids: Iterable<number>): void {
    if (this.#options.undoable ?? true) this.#undo.add(inverse, uids)
  }

  /** What was done. */
  result(): ChangeResult {
    return {
      count: this.#count,
      ...(this.#named && this.#kind === 'flags' && { updated: this.#updated }),
      ...(this.#named && this.#kind === 'places' && { moved: this.#moved }),
      missing: this.#missing,
      ...(this.stopped && { stopped: true }),
      undo: this.#keepUndo(),
    }
  }

  /** The failure that ended it, saying how far it came and what brings that back. */
  failure(error: unknown): unknown {
    const undo = this.#keepUndo()
    if (!(error instanceof MailError) || !undo) return error
    const { code, retryAfter } = error
    const detail = changeRefused.partly(this.#count, this.#options.total, error.detail)
    return new MailError(code, { detail, undo, cause: error, ...(retryAfter && { retryAfter }) })
  }

  #keepUndo(): ChangeResult['undo'] {
    followMoves(this.account, [...this.#went.values()])
    this.#went.clear()
    this.#token = keepUndo(this.account, this.#undo.compact())
    return this.#token === null ? null : { kind: 'undo', token: this.#token }
  }

  /** How it ended, once `result` or `failure` was asked for; null where nothing was changed. */
  get ended(): (Pick<Ended, 'count' | 'total' | 'final'> & { undo: string | null }) | null {
    if (this.#count === 0 || this.#touched.size === 0) return null
    const final = this.#removed > 0 && this.#token === null
    return { count: this.#count, total: this.#options.total, undo: this.#token, final }
  }

  /** Lets everybody who listens hear of it. */
  announce(): void {
    for (const path of this.#touched) afterChange(this.account, path)
  }
}
