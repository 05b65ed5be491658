/** A change on its way. */
import type { MessageId } from '#lib/api/ids.ts'
import type { StoredChange } from './stored-change.ts'

export type PendingChange = StoredChange & {
  /** `sent`: the server may have done it already. */
  state: 'waiting' | 'sent'
  /** The server was asked to stop it: what was done until then stays. */
  stopping: boolean
  /** For a view with a search or filter: the rows of it that were loaded. */
  touched: ReadonlySet<MessageId>
}
