/** A message that is being written in this browser, as it is kept on the device: parsed when it comes back. */
import * as z from 'zod/mini'
import { type AttachmentRef, Draft, type DraftPlace } from '#lib/api/compose.ts'
import { MessageId } from '#lib/api/ids.ts'

export const OpenDraft = z.object({
  /** Its name on this device, from the first key pressed to the last. */
  key: z.uuid(),
  /** Whose it is: another account of this browser never sees it. */
  account: z.string(),
  draft: Draft,
  /** HTML that is quoted beneath, not sanitised. */
  quotedHtml: z.nullable(z.string()),
  /** Counts up with every change; `savedVersion` is the one that the server has. */
  version: z.number(),
  savedVersion: z.number(),
  /** Another device's newer version, which the person is offered: nothing is saved over it meanwhile. */
  newer: z.optional(MessageId),
  /** Sent under this key, again and again until an answer comes: the server sends it once. */
  sendKey: z.optional(z.uuid()),
  sentId: z.optional(z.uuid()),
  /** When it was last written in, ms since 1970. */
  changedAt: z.number(),
})
export type OpenDraft = z.infer<typeof OpenDraft>

/** Whether the server lacks something, and may be told it. */
export function mustBeSaved({ version, savedVersion, newer, sendKey }: OpenDraft): boolean {
  return version > savedVersion && newer === undefined && sendKey === undefined
}

/** Written in. @param now ms since 1970 */
export function written(open: OpenDraft, change: Partial<Draft>, now: number): OpenDraft {
  return { ...open, draft: { ...open.draft, ...change }, version: open.version + 1, changedAt: now }
}

/**
 * Stored on the server as it was sent; what was written meanwhile is still to be saved. The parts of the version before
 * are gone: what is attached is named by its place in this one, which lists it in the order it was sent in.
 */
export function saved(open: OpenDraft, sent: OpenDraft, place: DraftPlace): OpenDraft {
  const names = new Map(sent.draft.attachments.map((ref, at) => [JSON.stringify(ref), place.attachments[at]]))
  const attachments = open.draft.attachments.map((ref): AttachmentRef => {
    const part = names.get(JSON.stringify(ref))
    if (!part) return ref // attached meanwhile
    const { messageId, partId, filename, contentId } = part
    return { messageId, partId, filename, ...(contentId === undefined ? {} : { contentId }) }
  })
  const draft = { ...open.draft, attachments, draftId: place.id }
  return { ...open, draft, savedVersion: Math.max(open.savedVersion, sent.version) }
}

/** The person keeps what stands here: the next save replaces the other device's version. */
export function keptMine(open: OpenDraft): OpenDraft {
  const { newer, ...rest } = open
  return newer === undefined
    ? open
    : { ...rest, draft: { ...rest.draft, draftId: newer }, version: rest.version + 1 }
}
