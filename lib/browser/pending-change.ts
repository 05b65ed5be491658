/** A change on its way. */
import type { MessageId } from '#lib/api/ids.ts'
import type { StoredChange } from './stored-change.ts'

export type PendingChange = StoredChange & {
  /** `sent`: the server may have done it already. */
  state: 'waiting' | 'sent'
  /** Undone before the answer came: no longer painted, and undone on the server when it answers. */
  undone: boolean
  /** For a view with a search or filter: the rows of it that were loaded. */
  touched: ReadonlySet<MessageId>
}
