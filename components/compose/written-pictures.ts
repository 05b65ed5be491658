/** Where a picture of a message that is being written can be shown from. */
import { attachFiles } from '#lib/browser/draft-files.ts'
import { draftHere } from '#lib/browser/drafts-here.ts'
import { partPath } from '#lib/mail/inline-parts.ts'

/** Content-ID → the picture as it was pasted here. They are let go of with the page. */
const pasted = new Map<string, string>()

const SHOWN = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/

/** A picture's own address → one that this page may load; null: a remote one, or one that is not there. */
export function shownAt(draftKey: string, address: string): string | null {
  if (address.startsWith('/api/messages/') || address.startsWith('data:image/')) return address
  const contentId = /^cid:(.+)$/i.exec(address)?.[1]
  if (contentId === undefined) return null
  const here = pasted.get(contentId)
  if (here !== undefined) return here
  const ref = draftHere(draftKey)?.files.find((file) => file.contentId === contentId)?.ref
  return ref && 'partId' in ref ? partPath(ref.messageId, ref.partId, 'inline') : null
}

/** The pictures among files that can stand in a text. */
export function picturesIn(files: FileList | readonly File[]): File[] {
  return [...files].filter(({ type }) => SHOWN.test(type))
}

/** Takes pictures in. @returns the address and the words of each, for the text */
export function takePictures(draftKey: string, files: readonly File[]): { address: string; words: string }[] {
  return attachFiles(draftKey, files, { inline: true }).map(({ contentId, filename }, at) => {
    const bytes = files[at]
    if (contentId !== null && bytes) pasted.set(contentId, URL.createObjectURL(bytes))
    return { address: `cid:${contentId}`, words: filename }
  })
}
