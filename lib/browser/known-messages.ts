/**
 * What this tab knows of messages, once: lists hold ids, so no two copies of a message can differ. Of some only as much is
 * known as the row of their conversation tells.
 */
import type { MessageId } from '#lib/api/ids.ts'
import type { FlagState, MessageSummary, ThreadMember } from '#lib/api/messages.ts'
import { messageNameOf } from '#lib/api/names.ts'

/** What is known of every message that is known at all. */
export type KnownMessage = ThreadMember & Pick<MessageSummary, 'folderId'>

export class KnownMessages {
  #summaries = new Map<MessageId, MessageSummary>()
  /** Messages of conversations whose summary was never read. */
  #members = new Map<MessageId, ThreadMember>()
  #listeners = new Set<() => void>()

  /** The summary; undefined where it was never read. */
  get(id: MessageId): MessageSummary | undefined {
    return this.#summaries.get(id)
  }

  /** Who wrote a message and its flags, from its summary or the row of its conversation. */
  memberOf(id: MessageId): KnownMessage | undefined {
    const summary = this.#summaries.get(id)
    if (summary) {
      const { folderId, from, flags, hasAttachments } = summary
      return { id, folderId, from: from[0] ?? null, flags, hasAttachments }
    }
    const member = this.#members.get(id)
    return member && { ...member, folderId: messageNameOf(id).folderId }
  }

  /** The flags of a message; undefined where nothing is known of it. */
  flagsOf(id: MessageId): readonly string[] | undefined {
    return (this.#summaries.get(id) ?? this.#members.get(id))?.flags
  }

  /** Every id that is known. */
  *ids(): Iterable<MessageId> {
    yield* this.#summaries.keys()
    yield* this.#members.keys()
  }

  /** What the server said about these messages, and those of their conversations, just now. */
  put(summaries: readonly MessageSummary[]): void {
    for (const { threadMembers = [], threadCount, threadUnread, ...summary } of summaries) {
      this.#summaries.set(summary.id, summary)
      this.#members.delete(summary.id)
      for (const member of threadMembers) this.#putMember(member)
    }
    this.#tell()
  }

  #putMember(member: ThreadMember): void {
    const { id, flags } = member
    const summary = this.#summaries.get(id)
    if (summary) this.#summaries.set(id, { ...summary, flags })
    else this.#members.set(id, member)
  }

  /** The flags these messages have now; messages not known are passed over. */
  setFlags(states: readonly FlagState[]): void {
    for (const { id, flags } of states) {
      const [summary, member] = [this.#summaries.get(id), this.#members.get(id)]
      if (summary) this.#summaries.set(id, { ...summary, flags })
      else if (member) this.#members.set(id, { ...member, flags })
    }
    this.#tell()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
