/**
 * The two names that cross the wire: a folder's and a message's.
 * Both are computable by scripts, so their shape is part of the contract.
 */
import * as z from 'zod/mini'
import { FOLDER_ID, MESSAGE_ID, messageNameOf } from './names.ts'

// biome-ignore lint/performance/noBarrelFile: ids and their names are one subject; names.ts is apart so that the first screen needs no zod
export { folderIdOf, folderPathOf, messageIdOf, messageNameOf } from './names.ts'

/** base64url(UTF-8 path) without padding; the inbox is always `INBOX` → `SU5CT1g`. */
export const FolderId = z.string().check(z.regex(FOLDER_ID, 'is not a folder id'))
export type FolderId = z.infer<typeof FolderId>

/** `<folderId>.<uidValidity>.<uid>`: names one immutable message (RFC 9051 §2.3.1.1). */
export const MessageId = z.string().check(
  z.regex(MESSAGE_ID, 'is not a message id'),
  // RFC 9051 §9, nz-number: 32 bits, which ten digits can exceed.
  z.refine(
    (id) => {
      const { uidValidity, uid } = messageNameOf(id)
      return !(uidValidity > 4294967295 || uid > 4294967295)
    },
    { error: 'holds a number above 4294967295' },
  ),
)
export type MessageId = z.infer<typeof MessageId>
