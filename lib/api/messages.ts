/** Messages as lists and the reading pane show them. */
import * as z from 'zod/mini'
import { Authentication, MessageWarning } from './identity.ts'
import { FolderId, MessageId } from './ids.ts'
import { FILTERS, SORTS } from './list-words.ts'

/** An IMAP flag or keyword as RFC 3501 spells them: `\Seen`, `$Junk`, `todo`. */
export const Flag = z
  .string()
  // RFC 3501 §9 flag: "\" atom, or an atom: no space, parentheses, quotes, wildcards, controls.
  .check(z.maxLength(100), z.regex(/^\\?[!#$&'+,\-./0-9:;<=>?@A-Z[^_`a-z|}~]+$/, 'is not an IMAP flag'))
export type Flag = z.infer<typeof Flag>

/** One person. `name` is `""` where there is none. */
export const Address = z.object({ name: z.string(), address: z.string() })
export type Address = z.infer<typeof Address>

/**
 * A message of a conversation, as the conversation's row tells of it. Of the oldest ones of a very long conversation
 * `from` is null and `hasAttachments` false, whatever they have.
 */
export const ThreadMember = z.object({
  id: MessageId,
  /** The first author. */
  from: z.nullable(Address),
  flags: z.array(z.string()),
  hasAttachments: z.boolean(),
})
export type ThreadMember = z.infer<typeof ThreadMember>

const summaryShape = {
  id: MessageId,
  folderId: FolderId,
  uid: z.number(),
  threadId: z.string(),
  threadCount: z.optional(z.number()),
  threadUnread: z.optional(z.number()),
  /** With `threads=true`: the messages of the conversation in this folder, oldest first; left out where there is one. */
  threadMembers: z.optional(z.array(ThreadMember)),
  subject: z.string(),
  from: z.array(Address),
  to: z.array(Address),
  /** The Date header, ISO 8601 UTC; null where it can't be read. */
  date: z.nullable(z.string()),
  /** INTERNALDATE, ISO 8601 UTC. */
  receivedAt: z.string(),
  /** RFC822.SIZE, bytes. */
  size: z.number(),
  flags: z.array(z.string()),
  hasAttachments: z.boolean(),
  /** Up to 200 characters of the readable text. */
  preview: z.string(),
}

/** A row of a list. */
export const MessageSummary = z.object(summaryShape)
export type MessageSummary = z.infer<typeof MessageSummary>

/** A part one can download. `size`: decoded bytes where known without reading them, else an estimate. */
export const Attachment = z.object({
  partId: z.string(),
  filename: z.string(),
  contentType: z.string(),
  size: z.number(),
  disposition: z.enum(['attachment', 'inline']),
  contentId: z.nullable(z.string()),
})
export type Attachment = z.infer<typeof Attachment>

/**
 * How one leaves a list (RFC 2369). `oneClick`: `POST /api/messages/:id/unsubscribe` does it (RFC 8058); else `url` (http
 * or https) is a page to open, `mailto` a letter to write.
 */
export const ListUnsubscribe = z.object({
  oneClick: z.boolean(),
  url: z.optional(z.string()),
  mailto: z.optional(z.string()),
})
export type ListUnsubscribe = z.infer<typeof ListUnsubscribe>

/** A message opened. `html` is **not** sanitised: whoever shows it does that. */
export const Message = z.object({
  ...summaryShape,
  cc: z.array(Address),
  bcc: z.array(Address),
  replyTo: z.array(Address),
  sender: z.array(Address),
  rfcMessageId: z.nullable(z.string()),
  inReplyTo: z.nullable(z.string()),
  references: z.array(z.string()),
  text: z.nullable(z.string()),
  /**
   * `text` as it is shown: without the line ends that only wrapped it (format=flowed, RFC 3676), without files that
   * were pasted into it, and with what a mail was cut off in where nobody can say whether that is text or attached (it is
   * among `attachments` too). Left out where it is the same.
   */
  shownText: z.optional(z.string()),
  html: z.nullable(z.string()),
  attachments: z.array(Attachment),
  /** Files that stand in `text` as uuencode; left out where there are none. */
  pastedFiles: z.optional(z.array(Attachment)),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  listUnsubscribe: z.optional(ListUnsubscribe),
  /** Left out where no believed server says anything. */
  authentication: z.optional(Authentication),
  /** Left out where there are none. */
  warnings: z.optional(z.array(MessageWarning)),
})
export type Message = z.infer<typeof Message>

/** `sort=`: the field; `-` in front for descending. `date` is the Date header, ties by UID. */
export const Sort = z.enum(SORTS)
export type Sort = z.infer<typeof Sort>

/** One filter; all that are named must hold. */
export const Filter = z.enum(FILTERS)
export type Filter = z.infer<typeof Filter>

/** `filter=unread,flagged`: the names, comma-separated. */
export const FilterList = z.pipe(
  z.string(),
  z.pipe(
    z.transform((list: string) => (list === '' ? [] : list.split(','))),
    z.array(Filter).check(z.maxLength(4)),
  ),
)

/** What a person typed into the search field. */
export const Query = z.string().check(z.maxLength(1000))

/** A whole number in a query string; out of range is an error, never clamped. */
export function wholeNumber(least: number, most: number) {
  return z.pipe(
    z.string().check(z.regex(/^\d{1,10}$/, 'is not a whole number')),
    z.pipe(z.transform(Number), z.number().check(z.gte(least), z.lte(most))),
  )
}

const flagOfQuery = z.pipe(
  z.enum(['true', 'false']),
  z.pipe(
    z.transform((word: 'true' | 'false') => word === 'true'),
    z.boolean(),
  ),
)

/** `keep=<uidValidity>:<uid>,<uid>…`: at most 200 rows of a folder. */
const KeptRows = z
  .string()
  .check(
    z.maxLength(2300),
    z.regex(/^[1-9]\d{0,9}:[1-9]\d{0,9}(,[1-9]\d{0,9}){0,199}$/, 'is not <uidValidity>:<uid>,<uid>…'),
  )

/** The query of `GET /api/folders/:id/messages`. `around` and `offset` exclude one another. */
export const ListQuery = z
  .object({
    offset: z.optional(wholeNumber(0, 4294967295)),
    limit: z._default(wholeNumber(1, 200), 50),
    sort: z._default(Sort, '-date'),
    filter: z._default(FilterList, []),
    threads: z._default(flagOfQuery, false),
    q: z._default(Query, ''),
    around: z.optional(MessageId),
    /** Messages that stay in the view although the filter no longer lets them through: who reads them sees them still. */
    keep: z.optional(KeptRows),
  })
  .check(
    z.refine((query) => query.offset === undefined || query.around === undefined, {
      path: ['around'],
      error: 'cannot be used together with offset',
    }),
  )
export type ListQuery = z.infer<typeof ListQuery>

/** A page of a folder's view. `total` and `offset` count the filtered view. */
export const MessagePage = z.object({
  folderId: FolderId,
  uidValidity: z.number(),
  uidNext: z.number(),
  state: z.string(),
  total: z.number(),
  offset: z.number(),
  messages: z.array(MessageSummary),
  /** The keywords that messages here can have (PERMANENTFLAGS, RFC 9051 §7.1): any, none, or only these. */
  keywords: z.optional(z.union([z.boolean(), z.array(z.string())])),
})
export type MessagePage = z.infer<typeof MessagePage>

/** A message and the flags it has now. */
export const FlagState = z.object({ id: MessageId, flags: z.array(z.string()) })
export type FlagState = z.infer<typeof FlagState>

/** `GET /api/folders/:id/changes`: what happened since `state`. */
export const FolderChanges = z.object({
  state: z.string(),
  added: z.array(MessageId),
  changed: z.array(FlagState),
  removed: z.array(MessageId),
  total: z.number(),
  unread: z.number(),
})
export type FolderChanges = z.infer<typeof FolderChanges>

/** `GET /api/search`. */
export const SearchQuery = z.object({
  q: Query,
  folder: z._default(z.union([z.literal('all'), FolderId]), 'all'),
  offset: z._default(wholeNumber(0, 4294967295), 0),
  limit: z._default(wholeNumber(1, 200), 50),
  sort: z._default(Sort, '-date'),
  /** Seconds after which the answer may leave folders `pending`. Longer than any proxy waits is too long. */
  wait: z._default(wholeNumber(0, 25), 25),
  /**
   * Whether the page is one of what this search found a moment ago, though it was stopped before its end. Later pages than
   * the first are in any case, where it was not.
   */
  kept: z._default(flagOfQuery, false),
})
export type SearchQuery = z.infer<typeof SearchQuery>

/** The answer of a search. `pending` names folders that were not searched yet, `failed` those that could not be. */
export const SearchPage = z.object({
  total: z.number(),
  offset: z.number(),
  messages: z.array(MessageSummary),
  pending: z.array(FolderId),
  /** What a change of this whole view is given: by folder, a UID above all that were found there. */
  until: z.record(FolderId, z.number()),
  failed: z.array(FolderId),
})
export type SearchPage = z.infer<typeof SearchPage>

/** The query of `GET /api/messages/:id/thread`. */
export const ThreadQuery = z.object({
  /** Seconds after which the answer may leave folders `pending`; 0: what the message's own folder knows, at once. */
  wait: z._default(wholeNumber(0, 25), 25),
})
export type ThreadQuery = z.infer<typeof ThreadQuery>

/** `GET /api/messages/:id/thread`: oldest first. `pending` names folders that were not looked into yet. */
export const Thread = z.object({ messages: z.array(MessageSummary), pending: z.array(FolderId) })
export type Thread = z.infer<typeof Thread>

/** `POST /api/messages`: where an imported message now is. */
export const ImportedMessage = z.object({ id: MessageId })
export type ImportedMessage = z.infer<typeof ImportedMessage>

/** `POST /api/messages/:id/images`: remote addresses this session may load through the proxy. */
export const ImageConsent = z.object({
  urls: z.array(z.string().check(z.minLength(1), z.maxLength(8192))).check(z.maxLength(1000)),
})
export type ImageConsent = z.infer<typeof ImageConsent>

/** url → path on this server. Pairs in an object made by `Object.fromEntries`: keys are strangers' words. */
export const ImagePaths = z.object({ proxied: z.record(z.string(), z.string()) })
export type ImagePaths = z.infer<typeof ImagePaths>
