/** Plain text → the HTML of an editor: a line a block, quoted lines in quotations. Pure. */

/** Text as it stands in HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** RFC 3676 §4.5: as deep as it begins with `>`; a space behind them is no part of the line. */
function quotedLine(line: string): { depth: number; words: string } {
  const marks = /^(?:> ?)*(?:>|$)/.exec(line)?.[0] ?? ''
  const depth = marks.replaceAll(' ', '').length
  return depth === 0 ? { depth, words: line } : { depth, words: line.slice(marks.length).replace(/^ /, '') }
}

/** Deeper than anybody reads. */
const DEEPEST = 20

/** One `<div>` a line; spaces that HTML would swallow are kept. `''` for nothing. */
export function textHtml(text: string): string {
  if (text === '') return ''
  let html = ''
  let open = 0
  for (const line of text.replaceAll(/\r\n?/g, '\n').split('\n')) {
    const { depth, words } = quotedLine(line)
    const wanted = Math.min(depth, DEEPEST)
    for (; open < wanted; open++) html += '<blockquote type="cite">'
    for (; open > wanted; open--) html += '</blockquote>'
    html += words.trim() === '' ? '<div><br></div>' : `<div>${kept(escapeHtml(words))}</div>`
  }
  return html + '</blockquote>'.repeat(open)
}

function kept(line: string): string {
  return line.replaceAll('\t', '    ').replaceAll(/ (?= )|^ /g, '&nbsp;')
}
