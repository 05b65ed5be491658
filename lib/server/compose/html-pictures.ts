/** Pictures in what a person wrote or quoted: those that only their own screen can load are sent along. */
import { randomUUID } from 'node:crypto'
import type { AttachmentRef } from '#lib/api/compose.ts'
import { MessageId } from '#lib/api/ids.ts'
import { cleanHtml } from '#lib/mail/clean-html.ts'
import type { Attachable } from './mail-reader.ts'

const DATA = /^data:(image\/(?:png|gif|jpeg|webp|avif|bmp));base64,([a-z0-9+/=\s]+)$/i
const PART = /^\/api\/messages\/([^/?#]+)\/parts\/([^/?#]+)(?:[?#]|$)/
const PROXIED = /^\/api\/image\?(.*)$/

export type CleanedHtml = {
  html: string
  /** Parts of other messages that it shows, each under the `contentId` that stands in the text now. */
  parts: AttachmentRef[]
  /** Pictures that were pasted into it. */
  pasted: Attachable[]
}

/** Cleans HTML for others. A picture of theirs that came through our proxy is named by its own address again. */
export function cleanedForOthers(html: string): CleanedHtml {
  const parts = new Map<string, AttachmentRef & { contentId: string }>()
  const pasted = new Map<string, Attachable & { contentId: string }>()
  const picture = (address: string): string | null => {
    if (/^(?:https?:\/\/|cid:)/i.test(address)) return address
    const proxied = PROXIED.exec(address)?.[1]
    if (proxied !== undefined) return new URLSearchParams(proxied).get('url')
    const known = parts.get(address) ?? pasted.get(address)
    if (known) return `cid:${known.contentId}`
    const contentId = `${randomUUID()}@postern`
    const part = partOf(address)
    const file = pastedPicture(address)
    if (part) parts.set(address, { ...part, contentId })
    else if (file) pasted.set(address, { ...file, contentId })
    return part || file ? `cid:${contentId}` : null
  }
  return { html: cleanHtml(html, picture), parts: [...parts.values()], pasted: [...pasted.values()] }
}

function partOf(address: string): { messageId: MessageId; partId: string } | null {
  const [, id = '', partId = ''] = PART.exec(address) ?? []
  try {
    const messageId = MessageId.safeParse(decodeURIComponent(id))
    return messageId.success ? { messageId: messageId.data, partId: decodeURIComponent(partId) } : null
  } catch {
    return null // a lone %: no address of ours
  }
}

function pastedPicture(address: string): Attachable | null {
  const [, contentType = '', data = ''] = DATA.exec(address) ?? []
  if (contentType === '') return null
  const bytes = Buffer.from(data, 'base64')
  const filename = `image.${contentType.slice('image/'.length).toLowerCase()}`
  const open = async function* () {
    yield bytes
  }
  return { filename, contentType: contentType.toLowerCase(), contentId: null, open }
}
