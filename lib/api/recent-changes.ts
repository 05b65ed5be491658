/** What was done to the mailbox lately, from any tab or device of the same person. */
import * as z from 'zod/mini'
import { Undo } from './changes.ts'
import { FolderPatch } from './folders.ts'
import { FolderId } from './ids.ts'
import { Flag } from './messages.ts'

const flags = z.array(Flag)

/** What was done. Of folders: the name as it is now, or was last; `to` where it was put (null: the top). */
const Deed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flag'), add: flags, remove: flags }),
  z.object({ kind: z.enum(['move', 'copy']), to: FolderId }),
  z.object({ kind: z.enum(['delete', 'expunge', 'emptyFolder']) }),
  z.object({ kind: z.literal('renameFolder'), name: z.string(), before: z.string() }),
  z.object({ kind: z.literal('moveFolder'), name: z.string(), to: z.nullable(FolderId) }),
  z.object({ kind: z.enum(['subscribeFolder', 'unsubscribeFolder', 'deleteFolder']), name: z.string() }),
])
export type Deed = z.infer<typeof Deed>

/** What brings a folder back to how it was: `PATCH` it so. */
const FolderUndo = z.object({ kind: z.literal('folder'), id: FolderId, patch: FolderPatch })
export type FolderUndo = z.infer<typeof FolderUndo>

/** One change that has ended: done, stopped on the way, or failed after a part. */
export const RecentChange = z.object({
  /** The `changeId` it was sent with, where it had one. */
  id: z.uuid(),
  /** The same for all changes of one press. */
  batch: z.nullable(z.uuid()),
  /** When it ended, ISO 8601 UTC. */
  at: z.string(),
  deed: Deed,
  /** How many messages it changed, and how many it was asked to. */
  count: z.number(),
  total: z.number(),
  /** The folders it was done in; at most 20. */
  folders: z.array(FolderId),
  by: z.object({
    /** Whether the session that did it is the one that asks. */
    current: z.boolean(),
    userAgent: z.string(),
    /** What that tab calls itself (the header `Postern-Tab`, a UUID); null where it did not say. */
    tab: z.nullable(z.uuid()),
  }),
  /** What brings it back: null where that is no longer possible, or never was. */
  undo: z.nullable(z.union([Undo, FolderUndo])),
  /** When it was undone. */
  undoneAt: z.nullable(z.string()),
  /** It deleted for good. */
  final: z.boolean(),
})
export type RecentChange = z.infer<typeof RecentChange>

/** `GET /api/changes/recent`: the newest first; at most 100 of the last 24 hours. */
export const RecentChanges = z.object({ changes: z.array(RecentChange) })
export type RecentChanges = z.infer<typeof RecentChanges>
