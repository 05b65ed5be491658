/** The whole of a message that is written as rich text: what stands in the editor, and what it quotes beneath. */
import type { Draft } from '#lib/api/compose.ts'
import type { Identity } from '#lib/api/settings.ts'
import type { Quote } from '#lib/mail/answer-message.ts'
import { cleanHtml } from '#lib/mail/clean-html.ts'
import { cidPath } from '#lib/mail/inline-parts.ts'
import { SIGNATURE_CLASS, signatureHtml } from '#lib/mail/signature.ts'
import { escapeHtml, textHtml } from '#lib/mail/text-html.ts'
import { type OpenDraft, toStore } from './open-draft.ts'
import { treeText } from './tree-text.ts'

type Signature = Identity['signature']

/** Round what is quoted, so that it is found again in a draft that comes back. */
const QUOTE = 'postern-quote'

// A document that was parsed so runs nothing and loads nothing.
function parsed(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, 'text/html').body
}

// An address of our own server that a stranger wrote would send a part of any message along with the answer.
const ELSEWHERE = /^(?:https?:\/\/|data:image\/)/i

/** A stranger's HTML for others: cleaned, whole by itself, each picture named by where it can be had. */
export function cleanedMail(html: string, pictures: Quote['pictures']): string {
  const picture = (address: string) => {
    if (/^cid:/i.test(address)) return cidPath(address, pictures) ?? null
    return ELSEWHERE.test(address) ? address : null
  }
  const body = parsed(cleanHtml(html, picture))
  // A style sheet would be one for the whole message.
  for (const style of body.querySelectorAll('style')) style.remove()
  return body.innerHTML
}

/** What is quoted, with the line that says whose it is. */
export function quotedBlock({ kind, head, html, text, pictures }: Quote): string {
  const mail = html === null || html.trim() === '' ? textHtml(text) : cleanedMail(html, pictures)
  const lines = escapeHtml(head).replaceAll('\n', '<br>')
  return `<div>${lines}</div>${kind === 'answer' ? `<blockquote type="cite">${mail}</blockquote>` : `<br>${mail}`}`
}

/** The text of HTML: lists, links and quotations as plain text has them. */
export function plainOf(html: string): string {
  return treeText(parsed(html))
}

// An editor writes a space as one that doesn't break wherever it stands at the edge of a piece of text. Between two
// words it is a space, and so it is beside a picture.
const EDGE =
  /(?<=[^\s>;\u00a0]|<\/(?:a|b|i|u|s|strong|em)>|<img\b[^>]*>)&nbsp;(?=[^\s&<\u00a0]|<(?:a|b|i|u|s|img|strong|em)\b)/g

/** Rich text as it leaves the editor. */
function plainSpaces(html: string): string {
  return html.replaceAll(EDGE, ' ')
}

function joined({ draft: { html }, quotedHtml }: Pick<OpenDraft, 'draft' | 'quotedHtml'>): string | null {
  if (html === null) return null
  return plainSpaces(html) + (quotedHtml === null ? '' : `<div class="${QUOTE}">${quotedHtml}</div>`)
}

/** The plain text of all that is written and quoted. */
export function wholeText(open: Pick<OpenDraft, 'draft' | 'quotedHtml'>): string {
  const html = joined(open)
  // RFC 3676 §4.3: the space belongs to the mark of a signature.
  return html === null ? open.draft.text : plainOf(html).replaceAll(/^--$/gm, '-- ')
}

/** Rich text with another signature in the place of one that nobody changed. */
export function withOtherSignatureHtml(html: string, before: Signature, after: Signature): string {
  const body = parsed(html)
  const old = [...body.querySelectorAll<HTMLElement>(`.${SIGNATURE_CLASS}`)].at(-1)
  const was = signatureHtml(before)
  if (old && treeText(old) !== plainOf(was)) return html
  if (!old && was !== '') return html // taken out by hand
  old?.remove()
  const now = signatureHtml(after)
  return body.innerHTML + (old || now === '' ? now : `<div><br></div>${now}`)
}

/** The plain text of what is written above the quotation. */
export function writtenText({ draft: { html, text } }: Pick<OpenDraft, 'draft'>): string {
  return html === null ? text : plainOf(html)
}

/** What a stored message holds, taken apart again. */
export function takenApart(html: string): { html: string; quotedHtml: string | null } {
  // Another program may have stored it, with a stranger's words in it.
  const picture = (address: string) => (/^cid:/i.test(address) || ELSEWHERE.test(address) ? address : null)
  const body = parsed(cleanHtml(html, picture))
  const last = body.lastElementChild
  if (!last?.classList.contains(QUOTE)) return { html: body.innerHTML, quotedHtml: null }
  last.remove()
  return { html: body.innerHTML, quotedHtml: last.innerHTML }
}

/** An open draft with those of its files that go with it now: a picture that was taken out of the text does not. */
export function withoutLostPictures(open: OpenDraft): OpenDraft {
  const html = `${open.draft.html ?? ''}${open.quotedHtml ?? ''}`
  const isThere = (contentId: string | null) => html.includes(`cid:${contentId}`)
  return { ...open, files: open.files.filter((file) => !file.inline || isThere(file.contentId)) }
}

/** An open draft as the server is told of it, whole. */
export function letterOf(open: OpenDraft): Draft {
  return { ...toStore(withoutLostPictures(open)), html: joined(open), text: wholeText(open) }
}
