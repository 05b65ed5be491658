/** An earlier message's text inside an answer. */

/** The mark of a signature (RFC 3676 §4.3), which is not quoted with what stands above it. */
const SIGNATURE = /^-- ?$/

/**
 * Marks every line with `>`, deeper quotes with one more (`>>`, RFC 3676 §4.5), without the signature and the empty lines
 * round it.
 * @param text as it is shown: one line a paragraph where it was flowed
 */
export function quoteText(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const signature = lines.findLastIndex((line) => SIGNATURE.test(line))
  // A mark with quotes below it stands above what somebody answered beneath: nothing may be lost of that.
  const isLast = signature > 0 && !lines.slice(signature).some((line) => line.startsWith('>'))
  const kept = isLast ? lines.slice(0, signature) : lines
  const first = kept.findIndex((line) => line.trim() !== '')
  if (first < 0) return ''
  const last = kept.findLastIndex((line) => line.trim() !== '')
  return kept
    .slice(first, last + 1)
    .map(quotedLine)
    .join('\n')
}

/** Spaces at the end go: a reader would take the line for one that flows on. */
function quotedLine(line: string): string {
  const text = line.trimEnd()
  if (text === '') return '>'
  return text.startsWith('>') ? `>${text}` : `> ${text}`
}
