/** A cleaned HTML mail as plain text: paragraphs, lists, quotations and where its links lead. */

const BLOCK =
  /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|CENTER|DD|DETAILS|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|H[1-6]|HEADER|LI|MAIN|NAV|OL|P|PRE|SECTION|SUMMARY|TABLE|TR|UL)$/
const SPACED = /^(BLOCKQUOTE|H[1-6]|P|PRE|UL|OL|TABLE|DL)$/
const SKIPPED = /^(STYLE|TITLE|HEAD|MAP)$/

type Lines = {
  done: string[]
  line: string
  /** A blank line comes before the next one. */
  gap: boolean
  /** How deep the line before was quoted, and how deep the next one is. */
  quoted: number
  quotes: number
  pre: number
}

/** The text of a tree. What a style sheet hides (a preheader) is read too: nobody lays it out. */
export function treeText(root: HTMLElement): string {
  const lines: Lines = { done: [], line: '', gap: false, quoted: 0, quotes: 0, pre: 0 }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    SKIPPED.test(node.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  // By hand and not by recursion: a stranger's tree may be deeper than the stack.
  let node: Node | null = root
  while (node) {
    enter(node, lines)
    const child = walker.firstChild()
    if (child) {
      node = child
      continue
    }
    leave(node, lines)
    let next = walker.nextSibling()
    while (!next) {
      const parent = walker.parentNode()
      if (!parent) break
      leave(parent, lines)
      next = walker.nextSibling()
    }
    node = next
  }
  endLine(lines)
  return lines.done
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

function enter(node: Node, lines: Lines): void {
  if (node.nodeType === Node.TEXT_NODE) {
    write(node.textContent ?? '', lines)
    return
  }
  const name = node.nodeName
  if (BLOCK.test(name)) endLine(lines)
  if (SPACED.test(name)) lines.gap = true
  if (name === 'BR') endLine(lines, true)
  else if (name === 'LI') lines.line = '• '
  else if (name === 'HR') lines.line = '—'.repeat(20)
  else if (name === 'IMG') write(imageText(node as Element), lines)
  else if (name === 'BLOCKQUOTE') lines.quotes++
  else if (name === 'PRE') lines.pre++
  else if ((name === 'TD' || name === 'TH') && lines.line.trim() !== '') lines.line += '  '
}

function leave(node: Node, lines: Lines): void {
  const name = node.nodeName
  if (name === 'A') write(linkText(node as Element), lines)
  if (BLOCK.test(name) || name === 'HR') endLine(lines)
  if (name === 'BLOCKQUOTE') lines.quotes--
  if (name === 'PRE') lines.pre--
  if (SPACED.test(name)) lines.gap = true
}

function write(text: string, lines: Lines): void {
  if (lines.pre > 0) {
    const [first = '', ...rest] = text.split('\n')
    lines.line += first
    for (const line of rest) {
      endLine(lines, true)
      lines.line = line
    }
    return
  }
  const words = text.replaceAll(/[ \t\r\n\f]+/g, ' ')
  lines.line += /(^|\s)$/.test(lines.line) ? words.trimStart() : words
}

function endLine(lines: Lines, evenEmpty = false): void {
  const line = lines.line.trimEnd()
  lines.line = ''
  if (line === '' && !evenEmpty) return
  if (lines.gap && lines.done.length > 0) lines.done.push(marked('', Math.min(lines.quoted, lines.quotes)))
  lines.done.push(marked(line, lines.quotes))
  lines.gap = false
  lines.quoted = lines.quotes
}

function marked(line: string, quotes: number): string {
  return quotes > 0 ? `${'>'.repeat(quotes)} ${line}`.trimEnd() : line
}

function imageText(image: Element): string {
  const alt = image.getAttribute('alt')?.trim()
  return alt ? `[${alt}]` : ''
}

/** ` <https://…>` behind a link that doesn't say where it leads. */
function linkText(link: Element): string {
  const href = link.getAttribute('href')
  if (!href || href.startsWith('#')) return ''
  const shown = (link.textContent ?? '').trim()
  const address = href.replace(/^(mailto|tel):/, '')
  const same = (one: string) => one.replace(/^https?:\/\//, '').replace(/\/$/, '')
  return shown === '' || same(shown) === same(address) ? '' : ` <${href}>`
}
