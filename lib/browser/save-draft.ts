/** An open draft → stored on the server, as one draft: never a copy, never over another device's newer version. */
import { MailError } from '#lib/mail/mail-error.ts'
import { callApi } from './call-api.ts'
import { type OpenDraft, saved } from './open-draft.ts'

/**
 * Saves what stands in it now. Where another device stored a newer version, that one is named in `newer` instead.
 * @param current the draft as it is when the answer comes: it may have been written in meanwhile
 * @throws MailError over_quota, unauthenticated, unavailable and what else the server says
 */
export async function saveDraft(sent: OpenDraft, current: () => OpenDraft): Promise<OpenDraft> {
  const { draftId } = sent.draft
  try {
    const place =
      draftId === undefined
        ? await callApi('createDraft', { body: sent.draft })
        : await callApi('replaceDraft', { params: { id: draftId }, body: sent.draft })
    return saved(current(), sent, place)
  } catch (error) {
    if (!(error instanceof MailError) || error.code !== 'conflict' || !error.current) throw error
    return { ...current(), newer: error.current }
  }
}
