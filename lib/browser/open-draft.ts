/** A message that is being written in this browser, as it is kept on the device: parsed when it comes back. */
import * as z from 'zod/mini'
import { Draft } from '#lib/api/compose.ts'
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

/** Stored on the server as `draftId`, as it was at `version`; what was written meanwhile is still to be saved. */
export function saved(open: OpenDraft, version: number, draftId: string): OpenDraft {
  return { ...open, draft: { ...open.draft, draftId }, savedVersion: Math.max(open.savedVersion, version) }
}

/** The person keeps what stands here: the next save replaces the other device's version. */
export function keptMine(open: OpenDraft): OpenDraft {
  const { newer, ...rest } = open
  return newer === undefined
    ? open
    : { ...rest, draft: { ...rest.draft, draftId: newer }, version: rest.version + 1 }
}
