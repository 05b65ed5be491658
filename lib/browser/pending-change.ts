/** A change on its way, and what of it is kept over a reload. */
import * as z from 'zod/mini'
import { Change } from '#lib/api/changes.ts'
import type { MessageId } from '#lib/api/ids.ts'

/** As it is kept over a reload. `since` is when it was asked for, in ms: the server forgets a changeId after 10 minutes. */
export const StoredChange = z.object({
  change: Change,
  changeId: z.uuid(),
  said: z.nullable(z.string()),
  since: z.number(),
})

export type PendingChange = z.infer<typeof StoredChange> & {
  /** `sent`: the server may have done it already. */
  state: 'waiting' | 'sent'
  /** Undone before the answer came: no longer painted, and undone on the server when it answers. */
  undone: boolean
  /** For a view with a search or filter: the rows of it that were loaded. */
  touched: ReadonlySet<MessageId>
}
