/** What `GET /api/events` says, by event name (server-sent events, HTML §9.2). */
import * as z from 'zod/mini'
import { SendState, SentId } from './compose.ts'
import { FolderId, MessageId } from './ids.ts'
import { FlagState } from './messages.ts'

/** Folders whose counts changed, or (with a folder that is not known) a tree that did. */
export const FoldersEvent = z.object({
  folders: z.array(z.object({ id: FolderId, total: z.number(), unread: z.number(), state: z.string() })),
})
export type FoldersEvent = z.infer<typeof FoldersEvent>

/** What happened in a folder that is listened to. */
export const MessagesEvent = z.object({
  folderId: FolderId,
  state: z.string(),
  added: z.array(MessageId),
  changed: z.array(FlagState),
  removed: z.array(MessageId),
})
export type MessagesEvent = z.infer<typeof MessagesEvent>

/** How the connection to the mail server is. */
const ConnectionEvent = z.object({
  status: z.enum(['online', 'reconnecting', 'login_required']),
})

/** A long change on its way. */
const ProgressEvent = z.object({
  changeId: z.string(),
  done: z.number(),
  total: z.number(),
})

/** Something was chosen on this device or another: the settings are now of this revision. */
const SettingsEvent = z.object({ revision: z.number() })

/** A change has ended, or was undone, on this device or another: `GET /api/changes/recent` tells of it by this id. */
const RecentEvent = z.object({ id: z.uuid(), undone: z.boolean() })

/** A message that was sent is further on its way: what `GET /api/send/:sentId` says now. */
const SendEvent = z.extend(SendState, { sentId: SentId })

/** What was known is not enough: read again (this folder, or everything). */
const ResetEvent = z.object({ folderId: z.optional(FolderId) })

/** Every event by its name. */
export const EVENTS = {
  folders: FoldersEvent,
  messages: MessagesEvent,
  connection: ConnectionEvent,
  progress: ProgressEvent,
  settings: SettingsEvent,
  recent: RecentEvent,
  send: SendEvent,
  reset: ResetEvent,
} as const

/** An event on its way: the name and what it carries. */
export type LiveEvent = {
  [Name in keyof typeof EVENTS]: { name: Name; data: z.infer<(typeof EVENTS)[Name]> }
}[keyof typeof EVENTS]
