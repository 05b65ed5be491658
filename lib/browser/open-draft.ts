/** A message that is being written in this browser, as it is kept on the device: parsed when it comes back. */
import * as z from 'zod/mini'
import { AttachmentRef, Draft, type DraftAttachment, type DraftPlace } from '#lib/api/compose.ts'
import { MessageId } from '#lib/api/ids.ts'

/** A file of it. `ref` is null until the server has it; `contentId`: it stands in the text as `cid:`. */
export const OpenFile = z.object({
  key: z.uuid(),
  filename: z.string(),
  contentType: z.string(),
  /** Bytes. */
  size: z.number(),
  inline: z.boolean(),
  contentId: z.nullable(z.string()),
  ref: z.nullable(AttachmentRef),
})
export type OpenFile = z.infer<typeof OpenFile>

export const OpenDraft = z.object({
  /** Its name on this device, from the first key pressed to the last. */
  key: z.uuid(),
  /** Whose it is: another account of this browser never sees it. */
  account: z.string(),
  /** What stands in it; its files are in `files`. */
  draft: Draft,
  files: z.array(OpenFile),
  /** What is quoted beneath rich text, with the line that says whose it is: cleaned for others, not for showing. */
  quotedHtml: z.nullable(z.string()),
  /** Counts up with every change; `savedVersion` is the one that the server has. */
  version: z.number(),
  savedVersion: z.number(),
  /** When the server took it last, ms since 1970. */
  savedAt: z.optional(z.number()),
  /** Counts up when what stands here came from elsewhere: who shows it begins anew. */
  given: z.number(),
  /** `closed`, `discarded`: nobody sees it any more, and the server is still to be told. */
  fate: z.enum(['open', 'closed', 'discarded', 'sending', 'sent']),
  /** Another device's newer version, which the person is offered: nothing is saved over it meanwhile. */
  newer: z.optional(MessageId),
  /** Sent under this key, again and again until an answer comes: the server sends it once. */
  sendKey: z.optional(z.uuid()),
  sentId: z.optional(z.uuid()),
  /** When it was last written in, ms since 1970. */
  changedAt: z.number(),
})
export type OpenDraft = z.infer<typeof OpenDraft>

/** What is written in it. */
export type Written = { draft?: Partial<Draft>; files?: readonly OpenFile[]; quotedHtml?: string | null }

/** Whether the server lacks something, and may be told it. */
export function mustBeSaved({ version, savedVersion, newer, fate }: OpenDraft): boolean {
  return version > savedVersion && newer === undefined && (fate === 'open' || fate === 'closed')
}

/** Written in. What was to be sent under a key was another message. @param now ms since 1970 */
export function written(open: OpenDraft, change: Written, now: number): OpenDraft {
  const { sendKey: _, ...rest } = open
  return {
    ...rest,
    draft: { ...open.draft, ...change.draft },
    files: change.files ? [...change.files] : open.files,
    quotedHtml: change.quotedHtml === undefined ? open.quotedHtml : change.quotedHtml,
    version: open.version + 1,
    changedAt: now,
  }
}

/** The draft as the server is told of it: without the files that it has not got yet. */
export function toStore({ key, draft, files }: OpenDraft): Draft {
  const attachments = files.flatMap(({ ref, filename, contentId }): AttachmentRef[] =>
    ref ? [{ ...ref, filename, ...(contentId !== null && { contentId }) }] : [],
  )
  return { ...draft, attachments, writer: key }
}

/** Stored on the server as it was sent; what was written meanwhile is still to be saved. @param now ms since 1970 */
export function saved(open: OpenDraft, sent: OpenDraft, place: DraftPlace, now: number): OpenDraft {
  return {
    ...open,
    files: filesIn(open.files, sent.files, place.attachments),
    draft: { ...open.draft, draftId: place.id },
    savedVersion: Math.max(open.savedVersion, sent.version),
    savedAt: now,
  }
}

/**
 * The parts of the version before are gone: files are named by their places in the one that was stored. Pictures are
 * known by their content id, the others by their order.
 */
export function filesIn(
  now: readonly OpenFile[],
  sent: readonly OpenFile[],
  stored: readonly DraftAttachment[],
): OpenFile[] {
  const told = sent.filter(({ ref }) => ref !== null)
  const byName = new Map(stored.flatMap((part) => (part.contentId ? [[part.contentId, part]] : [])))
  // Pictures of what is quoted come with it, under names of their own.
  const others = stored.filter(({ contentId }) => !contentId)
  const places = new Map<string, DraftAttachment | undefined>()
  for (const { key, contentId } of told) places.set(key, byName.get(contentId ?? '') ?? others.shift())
  return now.map((file): OpenFile => {
    const part = places.get(file.key)
    if (!part) return file // attached meanwhile
    return { ...file, size: part.size, ref: { messageId: part.messageId, partId: part.partId } }
  })
}

/** A stored draft's files, as they stand in an open one. */
export function storedFiles(stored: readonly DraftAttachment[], html: string | null): OpenFile[] {
  return stored.map(({ messageId, partId, filename, contentType, size, contentId }) => ({
    ...{ key: crypto.randomUUID(), filename, contentType, size, ref: { messageId, partId } },
    contentId: contentId ?? null,
    inline: contentId !== undefined && (html ?? '').includes(`cid:${contentId}`),
  }))
}

/** Another device stored a newer version: the person is to choose. @param newer the version that is there now */
export function overtaken(open: OpenDraft, newer: MessageId): OpenDraft {
  return { ...open, newer }
}

/** The person keeps what stands here: the next save replaces the other device's version. */
export function keptMine(open: OpenDraft): OpenDraft {
  const { newer, ...rest } = open
  return newer === undefined
    ? open
    : { ...rest, draft: { ...rest.draft, draftId: newer }, version: rest.version + 1 }
}
