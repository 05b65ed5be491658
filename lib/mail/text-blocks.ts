/** Plain text → what it is made of: own words, quotations inside quotations, signatures (RFC 3676 §4.3, §4.5). */
import { isAttribution, quotedFrom } from './quoted-text.ts'

export type TextBlock =
  | { kind: 'own' | 'signature'; text: string }
  | { kind: 'quote'; folded: boolean; blocks: TextBlock[] }

type Line = { depth: number; text: string }

const DEEPEST = 8
/** A quotation inside one that is shown folds from this many lines on. */
const WORTH_FOLDING = 3
const LONGEST_SIGNATURE = 15

/**
 * A text body → its blocks. A quotation at the end is folded where own words stand before it, with the sentence that
 * introduces it; one between own words is what they answer, and is shown, what it quotes in turn folded.
 * @param forwards the message passes another one on: nothing without `>` is taken for a quotation
 */
export function textBlocks(text: string, { forwards = false } = {}): TextBlock[] {
  const lines = text.split('\n')
  const from = forwards ? -1 : quotedFrom(lines)
  const isAnswer =
    from > 0 && lines.slice(0, from).some((line) => line.trim() !== '' && !line.startsWith('>'))
  const head = (isAnswer ? lines.slice(0, from) : lines).map(lineOf)
  const blocks = grouped(head, 0)
  if (isAnswer) {
    const rest = grouped(lines.slice(from).map(lineOf), 0)
    return [...blocks, { kind: 'quote', folded: true, blocks: rest }]
  }
  return foldedAtEnd(blocks)
}

function lineOf(line: string): Line {
  let depth = 0
  let at = 0
  while (depth < DEEPEST && line[at] === '>') {
    depth++
    at += line[at + 1] === ' ' ? 2 : 1
  }
  return { depth, text: line.slice(at) }
}

function grouped(lines: readonly Line[], level: number): TextBlock[] {
  const blocks: TextBlock[] = []
  for (let at = 0; at < lines.length; ) {
    const quoted = (lines[at]?.depth ?? 0) > level
    let end = at + 1
    while (end < lines.length && (lines[end]?.depth ?? 0) > level === quoted) end++
    const run = lines.slice(at, end)
    if (quoted) blocks.push({ kind: 'quote', folded: isDeep(run, level), blocks: grouped(run, level + 1) })
    else blocks.push(...signed(run.map(({ text }) => text)))
    at = end
  }
  return blocks
}

function isDeep(run: readonly Line[], level: number): boolean {
  return level > 0 && run.length >= WORTH_FOLDING
}

/** Own lines, and the signature that ends them: behind `-- `, or `--` where a program ate the space. */
function signed(lines: string[]): TextBlock[] {
  const exact = lines.indexOf('-- ')
  const eaten = lines.lastIndexOf('--')
  const at = exact >= 0 ? exact : eaten >= 0 && lines.length - eaten <= LONGEST_SIGNATURE ? eaten : -1
  if (at < 0) return [{ kind: 'own', text: lines.join('\n') }]
  const signature: TextBlock = { kind: 'signature', text: lines.slice(at).join('\n') }
  return at > 0 ? [{ kind: 'own', text: lines.slice(0, at).join('\n') }, signature] : [signature]
}

const isBlank = (block: TextBlock) => block.kind === 'own' && block.text.trim() === ''

function foldedAtEnd(blocks: TextBlock[]): TextBlock[] {
  const at = blocks.findLastIndex((block) =>
    block.kind === 'own' ? !isBlank(block) : block.kind === 'quote',
  )
  const last = blocks[at]
  if (last?.kind !== 'quote') return blocks
  const { own, attribution } = withoutAttribution(blocks[at - 1])
  const before = [...blocks.slice(0, Math.max(0, at - 1)), ...own]
  if (!before.some((block) => block.kind === 'own' && !isBlank(block))) return blocks
  const folded: TextBlock = { kind: 'quote', folded: true, blocks: [...attribution, ...opened(last.blocks)] }
  return [...before, folded, ...blocks.slice(at + 1)]
}

/** Who opens a quotation wants to read it: nothing in it is folded again. */
function opened(blocks: readonly TextBlock[]): TextBlock[] {
  return blocks.map((block) =>
    block.kind === 'quote' ? { ...block, folded: false, blocks: opened(block.blocks) } : block,
  )
}

type Written = Exclude<TextBlock, { kind: 'quote' }>

/** The sentence that introduces a quotation stands at the end of own words, or behind a signature. */
function withoutAttribution(block: TextBlock | undefined): { own: TextBlock[]; attribution: Written[] } {
  if (block === undefined) return { own: [], attribution: [] }
  if (block.kind === 'quote') return { own: [block], attribution: [] }
  const lines = block.text.trimEnd().split('\n')
  const from = lines.findLastIndex((line) => line.trim() === '') + 1
  const last = lines.slice(from)
  if (!isAttribution(last)) return { own: [block], attribution: [] }
  const own = lines.slice(0, from).join('\n').trimEnd()
  return {
    own: own === '' ? [] : [{ kind: block.kind, text: own }],
    attribution: [{ kind: 'own', text: last.join('\n') }],
  }
}
