/** Parts that a mail shows inside itself, by Content-ID (RFC 2392), and those that are offered below it. */
import type { MessageId } from '#lib/api/ids.ts'
import type { Attachment, Message } from '#lib/api/messages.ts'

/** Where a part's bytes are. `inline` shows what is safe to show; the server decides what that is. */
export function partPath(id: MessageId, partId: string, disposition: 'attachment' | 'inline'): string {
  const query = disposition === 'inline' ? '?disposition=inline' : ''
  return `/api/messages/${encodeURIComponent(id)}/parts/${encodeURIComponent(partId)}${query}`
}

/** Content-ID without brackets → path of the part. A Map: the keys are strangers' words. */
export function cidPaths(message: Pick<Message, 'id' | 'attachments'>): Map<string, string> {
  const paths = new Map<string, string>()
  for (const part of message.attachments) {
    const cid = part.contentId && bareCid(part.contentId)
    if (cid && !paths.has(cid)) paths.set(cid, partPath(message.id, part.partId, 'inline'))
  }
  return paths
}

/** The path of what a `cid:` address names, or undefined. */
export function cidPath(address: string, paths: ReadonlyMap<string, string>): string | undefined {
  const written = address.trim().slice('cid:'.length)
  return paths.get(bareCid(written)) ?? paths.get(bareCid(unescaped(written)))
}

/** The attachments that are offered: all but the pictures that the HTML itself shows. */
export function offeredAttachments(
  message: Pick<Message, 'attachments' | 'html' | 'pastedFiles'>,
): Attachment[] {
  const html = message.html ?? ''
  const named = new Set(
    [...html.matchAll(/cid:([^"'\s)>]{1,500})/gi)].map((match) => bareCid(unescaped(match[1] ?? ''))),
  )
  const offered = message.attachments.filter((part) => {
    const shown = part.contentId !== null && part.contentType.startsWith('image/')
    return !(shown && named.has(bareCid(part.contentId ?? '')))
  })
  return [...offered, ...(message.pastedFiles ?? [])]
}

function bareCid(contentId: string): string {
  return contentId.trim().replace(/^<|>$/g, '')
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('&amp;', '&'))
  } catch {
    return text // a lone % is meant literally
  }
}
