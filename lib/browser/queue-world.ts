/** What the queue of changes needs of the world. */
import type { Change, ChangeResult } from '#lib/api/changes.ts'
import type { MailError } from '#lib/mail/mail-error.ts'
import type { PendingChange } from './pending-change.ts'

export type QueueWorld = {
  /** Sends one change. @throws MailError */
  send: (change: Change) => Promise<ChangeResult>
  /** Whether a failure means that nothing answered, so that the same change may be sent again. */
  mayRepeat: (error: unknown) => boolean
  /** Waits before the n-th repetition (from 1); answers false when it is time to give up. */
  pause: (attempt: number) => Promise<boolean>
  /** A change was done: called before it stops being painted. */
  done: (entry: PendingChange, result: ChangeResult) => void
  /** A change failed and is dropped. */
  failed: (entry: PendingChange, error: MailError) => void
  /** Asks the server to end a change between two chunks; its answer tells how far it came. */
  stop: (entry: PendingChange) => void
  /** Keeps what is pending over a reload. */
  save: (pending: readonly PendingChange[]) => void
}
