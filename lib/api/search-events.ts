/** What `GET /api/search` says where it is asked for `text/event-stream`, by event name. */
import * as z from 'zod/mini'
import { FolderId } from './ids.ts'
import { MessageSummary } from './messages.ts'
import { Problem } from './problem.ts'

/**
 * Every event by its name: `results` once a folder, its first messages and how many there are, `until` being a UID above
 * all of them (null where there are none), and the folders that are still to come; then `done`, with the folders that
 * could not be searched and why, or `problem`.
 */
export const SEARCH_EVENTS = {
  results: z.object({
    folderId: FolderId,
    messages: z.array(MessageSummary),
    total: z.number(),
    until: z.nullable(z.number()),
    pending: z.array(FolderId),
  }),
  done: z.object({
    total: z.number(),
    failed: z.array(z.object({ folderId: FolderId, detail: z.string() })),
  }),
  problem: Problem,
} as const

/** An event on its way: the name and what it carries. */
export type SearchEvent = {
  [Name in keyof typeof SEARCH_EVENTS]: { name: Name; data: z.infer<(typeof SEARCH_EVENTS)[Name]> }
}[keyof typeof SEARCH_EVENTS]
