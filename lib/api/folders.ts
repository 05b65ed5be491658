/** Folders (IMAP mailboxes), their roles and counts. */
import * as z from 'zod/mini'
import { FolderId } from './ids.ts'

/** RFC 8621 §2 roles, found by SPECIAL-USE (RFC 6154) or by well-known names. */
export const Role = z.enum(['inbox', 'archive', 'drafts', 'sent', 'junk', 'trash', 'all', 'flagged'])
export type Role = z.infer<typeof Role>

/** Who says that a folder has its role: the server (RFC 6154), the user's settings, or its name alone. */
export const RoleSource = z.enum(['server', 'user', 'name'])
export type RoleSource = z.infer<typeof RoleSource>

/** One folder. `total` and `unread` are null for one that can't be selected. */
export const Folder = z.object({
  id: FolderId,
  path: z.string(),
  name: z.string(),
  parentId: z.nullable(FolderId),
  delimiter: z.string(),
  role: z.nullable(Role),
  selectable: z.boolean(),
  subscribed: z.boolean(),
  total: z.nullable(z.number()),
  unread: z.nullable(z.number()),
  uidValidity: z.nullable(z.number()),
  uidNext: z.nullable(z.number()),
  rights: z.optional(z.string()),
  /** Left out where there is no role. */
  roleBy: z.optional(RoleSource),
})
export type Folder = z.infer<typeof Folder>

/** `GET /api/folders`: in display order: roles first, then by name, children behind their parent. */
export const FolderList = z.object({ folders: z.array(Folder) })
export type FolderList = z.infer<typeof FolderList>

// Control characters could end an IMAP line or hide in a label; everything else may be a name.
const FolderName = z
  .string()
  .check(z.minLength(1), z.maxLength(255), z.regex(/^[^\p{Cc}]*$/u, 'holds a control character'))

/** `POST /api/folders`. Without `parentId` it is made under the personal namespace (RFC 2342). */
export const NewFolder = z.object({
  name: FolderName,
  parentId: z.optional(z.nullable(FolderId)),
  role: z.optional(Role),
})
export type NewFolder = z.infer<typeof NewFolder>

/** `PATCH /api/folders/:id`. `parentId: null` moves it to the top. */
export const FolderPatch = z.object({
  name: z.optional(FolderName),
  parentId: z.optional(z.nullable(FolderId)),
  subscribed: z.optional(z.boolean()),
})
export type FolderPatch = z.infer<typeof FolderPatch>

/** `POST /api/folders/:id/empty`. */
export const EmptiedFolder = z.object({ deleted: z.number() })
export type EmptiedFolder = z.infer<typeof EmptiedFolder>
