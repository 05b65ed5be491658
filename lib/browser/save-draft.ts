/** An open draft → stored on the server, as one draft: never a copy, never over another device's newer version. */
import type { DraftPlace } from '#lib/api/compose.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { callApi } from './call-api.ts'
import { letterOf, withoutLostPictures } from './letter.ts'
import { type OpenDraft, overtaken, saved } from './open-draft.ts'

/**
 * Saves what stands in it now. Where another device stored a newer version, that one is named in `newer` instead.
 * @param current the draft as it is when the answer comes: it may have been written in meanwhile; undefined: done with
 * @throws MailError over_quota, unauthenticated, unavailable and what else the server says
 */
export async function saveDraft(
  sent: OpenDraft,
  current: () => OpenDraft | undefined,
): Promise<OpenDraft | undefined> {
  try {
    const place = await store(sent)
    const now = current()
    return now && saved(now, withoutLostPictures(sent), place, Date.now())
  } catch (error) {
    if (!(error instanceof MailError) || error.code !== 'conflict' || !error.current) throw error
    const now = current()
    return now && overtaken(now, error.current)
  }
}

async function store(sent: OpenDraft): Promise<DraftPlace> {
  const { draftId, ...fresh } = letterOf(sent)
  if (draftId === undefined) return await callApi('createDraft', { body: fresh })
  try {
    return await callApi('replaceDraft', { params: { id: draftId }, body: { ...fresh, draftId } })
  } catch (error) {
    // Thrown away or sent elsewhere, or its folder numbered anew: what was written here is worth a draft of its own.
    const isGone =
      error instanceof MailError && (error.code === 'not_found' || error.code === 'uidvalidity_changed')
    if (!isGone) throw error
    return await callApi('createDraft', { body: fresh })
  }
}

/** Throws the stored draft away. One that is gone already is no matter. @throws MailError */
export async function deleteStored({ draft: { draftId } }: OpenDraft): Promise<void> {
  if (draftId === undefined) return
  try {
    await callApi('deleteDraft', { params: { id: draftId } })
  } catch (error) {
    const over = ['not_found', 'conflict', 'uidvalidity_changed']
    if (!(error instanceof MailError) || !over.includes(error.code)) throw error
  }
}
