/**
 * Rows that stay in a view although its filter no longer lets them through: what was read in a list of unread mail would
 * else vanish while it is looked at. All pages are asked for with the same ones, or their places would differ.
 */
import type { MessageId } from '#lib/api/ids.ts'

/** The last ones that no longer fitted. */
const MOST = 200

/** Of one list: which rows no longer fit, and which the server is asked to keep. */
export class KeptRows {
  readonly #fits: (id: MessageId) => boolean
  #ids = new Set<MessageId>()

  /** @param fits whether the view's filter would let a message through now */
  constructor(fits: (id: MessageId) => boolean) {
    this.#fits = fits
  }

  /** Those of these rows that no longer fit. */
  straysOf(rows: readonly (MessageId | undefined)[] | null): MessageId[] {
    const strays: MessageId[] = []
    // forEach passes over rows that were never loaded, of which there may be a hundred thousand.
    rows?.forEach((id) => {
      if (id !== undefined && !this.#fits(id)) strays.push(id)
    })
    return strays
  }

  /** What the server is asked to keep, where these rows are shown. */
  keep(rows: readonly (MessageId | undefined)[] | null): MessageId[] {
    for (const id of this.straysOf(rows)) this.#ids.add(id)
    for (const oldest of this.#ids) {
      if (this.#ids.size <= MOST) break
      this.#ids.delete(oldest)
    }
    return [...this.#ids]
  }

  clear(): void {
    this.#ids.clear()
  }
}
