/** What of a message can be downloaded, and under which name. */
import type { Attachment } from '#lib/api/messages.ts'
import type { BodyPart } from './body-structure.ts'
import { inventedFileName, safeFileName } from './file-name.ts'
import { parameterOf } from './mime-parameters.ts'
import { readableParts } from './readable-parts.ts'
import { decodedSize } from './transfer-encoding.ts'

// Made by machines for machines: a signature alone makes no paperclip.
const SIGNATURES = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
])

/** The name the sender gave, decoded, as it is; `""` where there is none. */
export function givenFileName(part: BodyPart): string {
  return parameterOf(part.dispositionParameters, 'filename') ?? parameterOf(part.parameters, 'name') ?? ''
}

/** The name the sender gave, safe to save under, or one made of the type. */
export function fileNameOf(part: BodyPart): string {
  return safeFileName(givenFileName(part)) || inventedFileName(part.type)
}

/** A part → how the API calls it. `inline`: the HTML shows it (it has a Content-ID and isn't marked as attached). */
export function attachmentOf(part: BodyPart): Attachment {
  const shown = part.disposition === 'inline' || (part.disposition === null && part.type.startsWith('image/'))
  return {
    partId: part.part,
    filename: fileNameOf(part),
    contentType: part.type,
    size: decodedSize(part.size, part.encoding),
    disposition: shown && part.contentId !== null ? 'inline' : 'attachment',
    contentId: part.contentId,
  }
}

/** Every attachment of a message, in order. */
export function attachmentsOf(root: BodyPart): Attachment[] {
  return readableParts(root).attached.map(attachmentOf)
}

/** True where a person attached something: inline images and signatures don't count. */
export function hasAttachments(root: BodyPart): boolean {
  return attachmentsOf(root).some(
    ({ disposition, contentType }) => disposition === 'attachment' && !SIGNATURES.has(contentType),
  )
}
