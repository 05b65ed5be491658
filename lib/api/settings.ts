/** What a person chose about Postern: kept by account, the same on every device. */
import * as z from 'zod/mini'
import { FolderId } from './ids.ts'
import { LABEL_COLOURS } from './label-colours.ts'
import { Flag, Query } from './messages.ts'

const folderIds = z.array(FolderId).check(z.maxLength(2000))

/** A short text that a person gave something as its name. */
const Name = z.string().check(
  z.minLength(1),
  z.maxLength(100),
  z.refine(
    (name) => name.trim() === name && !/\p{Cc}/u.test(name),
    'must be one line, without spaces around it',
  ),
)

const Keyword = Flag.check(z.refine((flag) => !flag.startsWith('\\'), 'must be a keyword'))

/** A label: an IMAP keyword (RFC 9051 §2.3.2), and how it is called and coloured here. */
export const Label = z.object({
  keyword: Keyword,
  name: Name,
  colour: z.enum(LABEL_COLOURS),
})
export type Label = z.infer<typeof Label>

/** A search to come back to. `folderId`: where it looks. */
export const SavedSearch = z.object({
  id: z.uuid(),
  name: Name,
  q: Query.check(z.minLength(1)),
  folderId: z.union([z.literal('all'), FolderId]),
})
export type SavedSearch = z.infer<typeof SavedSearch>

/** A folder used for a role although the server does not say so. */
export const AssignedRole = z.object({
  folderId: FolderId,
  role: z.enum(['archive', 'drafts', 'sent', 'junk', 'trash']),
})
export type AssignedRole = z.infer<typeof AssignedRole>

const oneLine = z.refine<string>((text) => !/\p{Cc}/u.test(text), 'must be one line')

/** As whom one writes. `signature` is put below what is written, by whoever shows the editor. */
export const Identity = z.object({
  id: z.uuid(),
  name: z.string().check(z.maxLength(200), oneLine),
  address: z.string().check(z.minLength(3), z.maxLength(320), oneLine, z.regex(/^.+@.+$/s, 'is no address')),
  replyTo: z.optional(z.string().check(z.maxLength(320), oneLine)),
  signature: z.object({
    text: z.string().check(z.maxLength(20_000)),
    html: z.nullable(z.string().check(z.maxLength(50_000))),
  }),
})
export type Identity = z.infer<typeof Identity>

const pixels = z.nullable(z.number().check(z.gte(100), z.lte(4000)))

/** Each choice by its name. What is added needs a value in FIRST_SETTINGS. */
export const choices = {
  density: z.enum(['comfortable', 'compact']),
  theme: z.enum(['system', 'light', 'dark']),
  /** What is shown after the open message was archived, moved or deleted. `auto`: the next one, on a phone the list. */
  afterAction: z.enum(['auto', 'next', 'previous', 'list']),
  /** Seconds after which an open message counts as read; null: never by itself. */
  markReadAfter: z.nullable(z.number().check(z.gte(0), z.lte(600))),
  /** Whether single keys are shortcuts (WCAG 2.1.4). */
  keys: z.boolean(),
  /** Names of shortcuts that are off one by one. */
  keysOff: z.array(z.string().check(z.maxLength(50))).check(z.maxLength(200)),
  labels: z.array(Label).check(z.maxLength(200)),
  /** Keywords of labels that were deleted: messages may have them still, and they are not shown. */
  hiddenKeywords: z.array(Keyword).check(z.maxLength(500)),
  /** Folders at the top of the pane, in this order. */
  pins: folderIds,
  /** Folders whose children are not shown. */
  collapsed: folderIds,
  savedSearches: z.array(SavedSearch).check(z.maxLength(200)),
  /** Whether lists show conversations, and the folders where it is the other way round. */
  conversations: z.object({ on: z.boolean(), except: folderIds }),
  roles: z.array(AssignedRole).check(z.maxLength(5)),
  /** As whom one writes, the usual one first. Whether the server lets one is its own to say, when mail is sent. */
  identities: z.array(Identity).check(z.maxLength(50)),
  /** Whether new messages are plain text. */
  writePlain: z.boolean(),
  /** Widths in CSS pixels of the folders and the list on a wide screen; null as they come. */
  panes: z.object({ folders: pixels, list: pixels }),
}

/** All of them. `version` is that of this shape; `revision` grows with every change. */
export const Settings = z.object({ version: z.literal(1), revision: z.number(), ...choices })
export type Settings = z.infer<typeof Settings>

/**
 * `PUT /api/settings`: what is left out stays as it is. With the `revision` that it was made from it is refused
 * (409 `conflict`) where somebody else was quicker; without one it wins.
 */
export const SettingsWish = z.partial(z.object({ version: z.literal(1), revision: z.number(), ...choices }))
export type SettingsWish = z.infer<typeof SettingsWish>
