/** Whether a folder is still the one that a view was made of (RFC 3501 §2.3.1.1). */
import type { View } from '#lib/api/changes.ts'
import { type FolderId, messageNameOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'

/** @throws MailError uidvalidity_changed where the view, or one of its messages, knew it under another UIDVALIDITY */
export function assertNumbered(view: View, folderId: FolderId, uidValidity: number): void {
  const { uidValidity: known = {}, except = [], keep = [] } = view
  const seen = Object.hasOwn(known, folderId) ? known[folderId] : undefined
  const renumbered = [...except, ...keep]
    .map(messageNameOf)
    .some((name) => name.folderId === folderId && name.uidValidity !== uidValidity)
  if (renumbered || (seen !== undefined && seen !== uidValidity)) throw new MailError('uidvalidity_changed')
}
