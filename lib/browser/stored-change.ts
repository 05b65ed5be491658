/** What of a pending change is kept over a reload. */
import * as z from 'zod/mini'
import { Change } from '#lib/api/changes.ts'

/** `since` is when it was asked for, in ms: the server forgets a changeId after 10 minutes. */
export const StoredChange = z.object({
  change: Change,
  changeId: z.uuid(),
  said: z.nullable(z.string()),
  since: z.number(),
})
export type StoredChange = z.infer<typeof StoredChange>
