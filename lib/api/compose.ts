/** Writing: drafts, uploads, and what became of a message that was sent. */
import * as z from 'zod/mini'
import { MessageId } from './ids.ts'
import { Address, wholeNumber } from './messages.ts'

// A line end would begin another header (RFC 5322 §2.2) or another command (RFC 5321 §2.3.8); no control character is
// part of any name.
const oneLine = z.refine<string>((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), { error: 'must be one line' })
const noNul = z.refine<string>((text) => !text.includes('\0'), { error: 'must not hold a NUL' })

/** More recipients than any server takes at once. */
const MOST_RECIPIENTS = 1000
const MOST_TEXT = 8_000_000

/** Somebody as they were written so far: a draft may hold half an address, a message that is sent may not. */
const Written = z.object({
  name: z._default(z.string().check(z.maxLength(1000), oneLine), ''),
  address: z.string().check(z.maxLength(1000), oneLine),
})

const People = z._default(z.array(Written).check(z.maxLength(MOST_RECIPIENTS)), [])

export const UploadId = z.string().check(z.regex(/^[A-Za-z0-9_-]{32}$/, 'is not an upload'))

const FileName = z.string().check(z.maxLength(500), oneLine)

/** How an attached thing is called and shown: with `contentId` it stands in `html` as `cid:`. What is left out is as it was. */
const shown = {
  filename: z.optional(FileName),
  contentId: z.optional(z.string().check(z.regex(/^[!#-;=?-~]{1,250}$/, 'is not a content id'))),
}

const partId = z.string().check(z.regex(/^[A-Za-z0-9._~-]{1,300}$/, 'is not a part id'))

/** A file that was uploaded, a part of a message, or a whole message. The first that is named counts. */
export const AttachmentRef = z.union([
  z.object({ uploadId: UploadId, ...shown }),
  z.object({ messageId: MessageId, partId, ...shown }),
  z.object({ messageId: MessageId, ...shown }),
])
export type AttachmentRef = z.infer<typeof AttachmentRef>

/** A message that is being written. `inReplyTo`, `forwardOf` and `draftId` are Postern's ids. */
export const Draft = z.object({
  /** Left out: the first identity, else the address one signs in with. */
  from: z.optional(Written),
  to: People,
  cc: People,
  bcc: People,
  replyTo: z.optional(
    z.union([
      z.array(Written).check(z.maxLength(20)),
      z.pipe(
        Written,
        z.transform((one: z.infer<typeof Written>) => [one]),
      ),
    ]),
  ),
  subject: z._default(z.string().check(z.maxLength(10_000), oneLine), ''),
  text: z._default(z.string().check(z.maxLength(MOST_TEXT), noNul), ''),
  /** Null: plain text only. It is cleaned before it leaves, whatever the editor made of it. */
  html: z._default(z.nullable(z.string().check(z.maxLength(MOST_TEXT), noNul)), null),
  attachments: z._default(z.array(AttachmentRef).check(z.maxLength(200)), []),
  inReplyTo: z.optional(MessageId),
  forwardOf: z.optional(MessageId),
  /** The stored draft that this came from: it goes when this is sent. */
  draftId: z.optional(MessageId),
  /**
   * Who is writing: one window on one device, as a UUID of its own. What it stored itself is no other device's newer
   * version, and stored again after a lost answer it is one draft all the same.
   */
  writer: z.optional(z.uuid()),
})
export type Draft = z.infer<typeof Draft>

/** What is attached to a stored draft: how it is named in the next one, and what one sees of it. */
export const DraftAttachment = z.object({
  messageId: MessageId,
  partId: z.string(),
  filename: z.string(),
  contentType: z.string(),
  size: z.number(),
  contentId: z.optional(z.string()),
})
export type DraftAttachment = z.infer<typeof DraftAttachment>

/** `GET /api/drafts/:id`: a draft to go on with; `draftId` is its own. */
export const StoredDraft = z.object({
  from: z.optional(Address),
  to: z.array(Address),
  cc: z.array(Address),
  bcc: z.array(Address),
  replyTo: z.optional(z.array(Address)),
  subject: z.string(),
  text: z.string(),
  html: z.nullable(z.string()),
  attachments: z.array(DraftAttachment),
  inReplyTo: z.optional(MessageId),
  forwardOf: z.optional(MessageId),
  draftId: MessageId,
})
export type StoredDraft = z.infer<typeof StoredDraft>

/** Where a draft is stored now. `attachments` name the parts of this version: the former one's are gone. */
export const DraftPlace = z.object({ id: MessageId, attachments: z.array(DraftAttachment) })
export type DraftPlace = z.infer<typeof DraftPlace>

/** A file that was taken in. `size`: bytes. */
export const Upload = z.object({
  id: UploadId,
  filename: z.string(),
  contentType: z.string(),
  size: z.number(),
})
export type Upload = z.infer<typeof Upload>

/** The query of `POST /api/uploads`. */
export const UploadQuery = z.object({ filename: z._default(FileName, '') })
export type UploadQuery = z.infer<typeof UploadQuery>

/** A send, as it is known by. */
export const SentId = z.uuid()

/** `POST /api/send`: accepted, and not on its way before `undoUntil` (ISO 8601 UTC). */
export const AcceptedSend = z.object({ sentId: SentId, undoUntil: z.string() })
export type AcceptedSend = z.infer<typeof AcceptedSend>

/** Somebody whom the server would not deliver to, and its words. */
export const RefusedRecipient = z.object({ address: z.string(), detail: z.string() })
export type RefusedRecipient = z.infer<typeof RefusedRecipient>

/**
 * How far a send is. `waiting`: nothing has left; `unknown`: the connection broke when the server may have taken it, and
 * it is not sent again; `failed` (also: taken back): it has not left, and stands in Drafts as `draftId` as soon as it can
 * be stored there.
 */
export const SendState = z.object({
  status: z.enum(['waiting', 'sending', 'sent', 'failed', 'unknown']),
  refused: z.array(RefusedRecipient),
  /** A sentence for the person where there is something to say. */
  detail: z.optional(z.string()),
  draftId: z.optional(MessageId),
  /** Where it stands in Sent. */
  copyId: z.optional(MessageId),
})
export type SendState = z.infer<typeof SendState>

/** `GET /api/recipients?q=&limit=`: whom a message may be for. */
export const RecipientsQuery = z.object({
  q: z._default(z.string().check(z.maxLength(200)), ''),
  limit: z._default(wholeNumber(1, 1000), 20),
})
export type RecipientsQuery = z.infer<typeof RecipientsQuery>

/** The likeliest first. */
export const Recipients = z.object({ recipients: z.array(Address) })
export type Recipients = z.infer<typeof Recipients>
