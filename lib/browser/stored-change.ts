/** What of a pending change is kept over a reload. */
import * as z from 'zod/mini'
import { Change } from '#lib/api/changes.ts'

export const StoredChange = z.object({
  change: Change,
  changeId: z.uuid(),
  /** Changes of one press: many named messages are sent in several parts. */
  batch: z.uuid(),
  /** How many messages it is about, as far as the person was told. */
  count: z.number(),
  said: z.nullable(z.string()),
  /** When it was asked for, or the server last told how far it is (ms): a changeId is forgotten 10 minutes after its end. */
  since: z.number(),
  /** Undone before the answer came: no longer painted, and undone on the server when it answers. */
  undone: z.boolean(),
})
export type StoredChange = z.infer<typeof StoredChange>
