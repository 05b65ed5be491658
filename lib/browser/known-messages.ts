/** Every message summary this tab knows, once: lists hold ids, so no two copies of a message can differ. */
import type { MessageId } from '#lib/api/ids.ts'
import type { FlagState, MessageSummary } from '#lib/api/messages.ts'

export class KnownMessages {
  #summaries = new Map<MessageId, MessageSummary>()
  #listeners = new Set<() => void>()

  get(id: MessageId): MessageSummary | undefined {
    return this.#summaries.get(id)
  }

  /** Every id that is known. */
  ids(): Iterable<MessageId> {
    return this.#summaries.keys()
  }

  /** What the server said about these messages just now. */
  put(summaries: readonly MessageSummary[]): void {
    for (const summary of summaries) this.#summaries.set(summary.id, summary)
    this.#tell()
  }

  /** The flags these messages have now; messages not known are passed over. */
  setFlags(states: readonly FlagState[]): void {
    for (const { id, flags } of states) {
      const summary = this.#summaries.get(id)
      if (summary) this.#summaries.set(id, { ...summary, flags })
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
