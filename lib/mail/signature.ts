/** What stands beneath what one writes. Pure. */
import type { Identity } from '#lib/api/settings.ts'
import { escapeHtml } from './text-html.ts'

type Signature = Identity['signature']

/** Round a signature in rich text, so that it is found again. */
export const SIGNATURE_CLASS = 'postern-signature'

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g

/** As plain text, with the mark that begins it (RFC 3676 §4.3) and the empty line before; `''`: none. */
export function signatureText({ text }: Signature): string {
  const words = text.trimEnd()
  return words === '' ? '' : `\n\n-- \n${words}`
}

/** As HTML; `''`: none. Addresses of pages are links. */
export function signatureHtml({ text, html }: Signature): string {
  const words = text.trimEnd()
  if ((html ?? words).trim() === '') return ''
  const lines = words
    .split('\n')
    .map((line) => `<div>${linked(line) || '<br>'}</div>`)
    .join('')
  return `<div class="${SIGNATURE_CLASS}"><div>-- </div>${html ?? lines}</div>`
}

function linked(line: string): string {
  let html = ''
  let at = 0
  for (const { 0: link, index } of line.matchAll(LINK)) {
    html += `${escapeHtml(line.slice(at, index))}<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`
    at = index + link.length
  }
  return html + escapeHtml(line.slice(at))
}

/** Plain text with another signature in the place of the one that ends it; one that was changed by hand stays. */
export function withOtherSignature(text: string, before: Signature, after: Signature): string {
  const old = signatureText(before)
  if (!text.endsWith(old)) return text
  return text.slice(0, text.length - old.length) + signatureText(after)
}
