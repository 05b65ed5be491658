/** What is attached to a stored draft, as the next one names it. */
import type { DraftAttachment } from '#lib/api/compose.ts'
import type { Message } from '#lib/api/messages.ts'

/** Every file of the draft, the pictures that its HTML shows among them. */
export function attachmentsOfDraft({ id, attachments }: Message): DraftAttachment[] {
  return attachments.map(({ partId, filename, contentType, size, contentId }) => {
    const bare = contentId?.replaceAll(/[<>\s]/g, '')
    return { messageId: id, partId, filename, contentType, size, ...(bare && { contentId: bare }) }
  })
}
