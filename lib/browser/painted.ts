/** What is painted = the server's truth + the pending changes, recomputed whenever one of them changes. */
import type { MessageId } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import type { KnownMessages } from './known-messages.ts'
import { covers, type PendingChange } from './pending-change.ts'

/** A reading of the mailbox at one moment. */
export type Painted = {
  /** The row with the flags it has; undefined where it was never loaded. */
  summaryOf: (id: MessageId) => MessageSummary | undefined
  /** The flags of a message, from `truth` where it isn't known from a list. */
  flagsOf: (id: MessageId, truth: readonly string[]) => readonly string[]
  /** Whether the message is on its way out of its folder. */
  leaves: (id: MessageId) => boolean
  /** The pending changes that are painted. */
  pending: readonly PendingChange[]
}

/** Flags after a wished state: asking twice is the same as asking once. */
export function withFlags(flags: readonly string[], add: readonly string[], remove: readonly string[]) {
  return [...new Set([...flags.filter((flag) => !remove.includes(flag)), ...add])]
}

/** Paints. */
export function paint(known: KnownMessages, queued: readonly PendingChange[]): Painted {
  const pending = queued.filter((entry) => !entry.undone)
  const flagging = pending.filter(({ change }) => change.kind === 'flag')
  const moving = pending.filter(({ change }) => ['move', 'delete', 'expunge'].includes(change.kind))
  const flagsOf = (id: MessageId, truth: readonly string[]) => {
    let flags = known.get(id)?.flags ?? truth
    for (const entry of flagging) {
      if (entry.change.kind === 'flag' && covers(entry, id))
        flags = withFlags(flags, entry.change.add ?? [], entry.change.remove ?? [])
    }
    return flags
  }
  return {
    pending,
    flagsOf,
    summaryOf: (id) => {
      const summary = known.get(id)
      return summary && flagging.length > 0 ? { ...summary, flags: [...flagsOf(id, [])] } : summary
    },
    leaves: (id) => moving.some((entry) => covers(entry, id)),
  }
}
