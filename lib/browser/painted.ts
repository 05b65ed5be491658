/** What is painted = the server's truth + the pending changes, recomputed whenever one of them changes. */
import type { MessageId } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { flagsAfter, leavesBy } from '#lib/mail/apply-change.ts'
import type { KnownMessage, KnownMessages } from './known-messages.ts'
import type { PendingChange } from './pending-change.ts'

/** A reading of the mailbox at one moment. */
export type Painted = {
  /** The row with the flags it has; undefined where it was never loaded. */
  summaryOf: (id: MessageId) => MessageSummary | undefined
  /** What the row of its conversation tells of a message, with the flags it has. */
  memberOf: (id: MessageId) => KnownMessage | undefined
  /** The flags of a message, from `truth` where it isn't known from a list. */
  flagsOf: (id: MessageId, truth: readonly string[]) => readonly string[]
  /** Whether the message is on its way out of its folder. */
  leaves: (id: MessageId) => boolean
  /** The pending changes that are painted. */
  pending: readonly PendingChange[]
}

/** Paints. */
export function paint(known: KnownMessages, queued: readonly PendingChange[]): Painted {
  const pending = queued.filter((entry) => !entry.undone)
  const flagsOf = (id: MessageId, truth: readonly string[]) =>
    flagsAfter(pending, id, known.flagsOf(id) ?? truth)
  return {
    pending,
    flagsOf,
    summaryOf: (id) => {
      const summary = known.get(id)
      const flags = summary && flagsOf(id, summary.flags)
      return !summary || flags === summary.flags ? summary : { ...summary, flags: [...(flags ?? [])] }
    },
    memberOf: (id) => {
      const member = known.memberOf(id)
      return member && { ...member, flags: [...flagsOf(id, member.flags)] }
    },
    leaves: (id) => leavesBy(pending, id),
  }
}
