/**
 * Folds what a cleaned HTML mail quotes of earlier ones, as Gmail, Outlook and the others mark it. Nodes are moved into
 * a `<details>`, which needs no listener; none is taken away, and none is made but ours.
 */

import { treeText } from '#lib/browser/tree-text.ts'
import { beginsQuotedHeader } from '#lib/mail/quoted-text.ts'
import { messageWords } from '#lib/mail/words/message.ts'

/** On the `<details>` around a quotation. A mail can't have it: data attributes are taken off. */
export const QUOTE = 'data-postern-quote'

const QUOTES =
  '.gmail_quote_container, .gmail_quote, blockquote[type=cite], .yahoo_quoted, .protonmail_quote, .tutanota_quote, ' +
  '#appendonsend, #divRplyFwdMsg, #mail-editor-reference-message-container, div[style*="border-top"], blockquote blockquote'

const FORWARDED = /^\W*-{5,}\s*(?!original)|^\W*begin forwarded message/i
const MOST_TRIED = 200
const LONGEST_HEADER = 5000

/** The first and the last text of the mail. */
type Ends = { first: Node | null; last: Node | null }

/**
 * Folds the quotation that ends a mail, and quotations inside quotations. One that stands between own words is what
 * they answer, and stays.
 */
export function foldQuotes(root: HTMLElement): void {
  const candidates = [...root.querySelectorAll<HTMLElement>(QUOTES)].slice(0, MOST_TRIED)
  if (candidates.length === 0) return
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, isRead)
  const ends = { first: texts.firstChild(), last: null as Node | null }
  texts.currentNode = root
  ends.last = texts.lastChild()
  for (const candidate of candidates) {
    if (candidate.closest(`[${QUOTE}]`)) continue
    const nodes = quotationOf(candidate)
    if (nodes && canFold(nodes, candidate, ends)) fold(nodes)
  }
}

function isRead(node: Node): number {
  const isText = /\S/.test(node.textContent ?? '') && !/^(STYLE|TITLE)$/.test(node.parentNode?.nodeName ?? '')
  return isText ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT
}

/** The nodes of a quotation, side by side; null where the candidate only looked like one. */
function quotationOf(candidate: HTMLElement): Node[] | null {
  if (candidate.matches('div[style*="border-top"]:not(.gmail_quote)')) {
    return hasQuotedHeader(candidate) ? andAllBehind(candidate) : null
  }
  // Outlook on the web puts a mark before what it quotes, and nothing around it.
  if (candidate.matches('#appendonsend, #divRplyFwdMsg')) return andAllBehind(candidate)
  return [candidate]
}

function hasQuotedHeader(element: HTMLElement): boolean {
  if ((element.textContent ?? '').length > LONGEST_HEADER) return false
  const [first = '', ...following] = treeText(element).split('\n')
  return beginsQuotedHeader(first, following)
}

/** A node with everything after it, from the level on which there is something. */
function andAllBehind(element: HTMLElement): Node[] {
  let at: Element = element
  while (!at.nextElementSibling && at.parentElement && at.parentElement.nodeName !== 'BODY') {
    if (at.parentElement.firstElementChild !== at) break
    at = at.parentElement
  }
  const nodes: Node[] = []
  for (let node: Node | null = at; node; node = node.nextSibling) nodes.push(node)
  return nodes
}

function canFold(nodes: readonly Node[], candidate: HTMLElement, { first, last }: Ends): boolean {
  const [head] = nodes
  const tail = nodes.at(-1)
  if (!head || !tail || !first || !last) return false
  if (FORWARDED.test((candidate.textContent ?? '').slice(0, 200).trim())) return false
  const isInner = candidate.parentElement?.closest('blockquote') !== null
  if (isInner) return true
  const answers = precedes(first, head)
  const ends = nodes.some((node) => node.contains(last)) || isSignature(last)
  return answers && ends
}

function precedes(text: Node, node: Node): boolean {
  // The sentence before a quotation ("Mara wrote:") is no answer to it.
  if (text.parentElement?.closest('.gmail_attr, .moz-cite-prefix')) return false
  return (text.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function isSignature(text: Node): boolean {
  return Boolean(text.parentElement?.closest('.gmail_signature, .moz-signature, [data-smartmail]'))
}

function fold(nodes: readonly Node[]): void {
  const [head] = nodes
  if (!head?.parentNode) return
  const details = document.createElement('details')
  details.setAttribute(QUOTE, '')
  const summary = document.createElement('summary')
  for (const words of [messageWords.showQuoted, messageWords.hideQuoted]) {
    const span = document.createElement('span')
    span.textContent = words
    summary.append(span)
  }
  details.append(summary)
  head.parentNode.insertBefore(details, head)
  details.append(...nodes)
}

/** The look of a folded quotation. */
export function foldStyle(ink: string, line: string): string {
  const mark = `details[${QUOTE}]`
  return (
    `${mark}{margin:12px 0}${mark}>summary{display:inline-block;list-style:none;cursor:default;user-select:none;` +
    `padding:3px 10px;border:1px solid ${line};border-radius:8px;font:500 13px/1.5 inherit;color:${ink}}` +
    `${mark}>summary::-webkit-details-marker{display:none}${mark}[open]>summary{margin-block-end:12px}` +
    `${mark}[open]>summary>span:first-child,${mark}:not([open])>summary>span:last-child{display:none}` +
    `@media (pointer:coarse){${mark}>summary{padding:9px 14px}}`
  )
}
