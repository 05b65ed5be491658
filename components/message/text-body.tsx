'use client'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type TextBlock, textBlocks } from '#lib/mail/text-blocks.ts'
import { messageWords, sizeWords } from '#lib/mail/words/message.ts'
import { TextPieces } from './text-pieces.tsx'

// In UTF-16 units. A log of megabytes would hold the page up: its beginning is shown, the rest when asked for.
const SHOWN_AT_FIRST = 400_000
// Of a long text the browser lays out only the pieces that are near the screen. A short one is laid out at once: to find
// out what is near it would do so twice.
const LINES_A_PIECE = 100
const LAZY = '[content-visibility:auto]'

/** A plain text body: as it was written, wrapped, its addresses links, what it quotes folded or quieter. */
export function TextBody({ text, forwards = false }: { text: string; forwards?: boolean }) {
  const [whole, setWhole] = useState<string | null>(null)
  const all = text.trimEnd()
  const cut = whole === text || all.length <= SHOWN_AT_FIRST ? all.length : cutAt(all)
  return (
    <div className="flex flex-col items-stretch gap-3 text-l leading-relaxed">
      <Blocks blocks={textBlocks(all.slice(0, cut), { forwards })} />
      {cut < all.length && (
        <p>
          <Button onClick={() => setWhole(text)}>{messageWords.showRest(sizeWords(all.length - cut))}</Button>
        </p>
      )}
    </div>
  )
}

/** Behind a line where one ends nearby. */
function cutAt(text: string): number {
  const end = text.lastIndexOf('\n', SHOWN_AT_FIRST)
  return end > SHOWN_AT_FIRST / 2 ? end : SHOWN_AT_FIRST
}

function Blocks({ blocks }: { blocks: readonly TextBlock[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes
  return blocks.map((block, index) => <Block key={index} block={block} />)
}

function Block({ block }: { block: TextBlock }) {
  if (block.kind !== 'quote') return <Lines text={block.text} quiet={block.kind === 'signature'} />
  const inside = (
    <blockquote className="flex flex-col gap-3 border-line border-s-2 ps-3 text-muted">
      <Blocks blocks={block.blocks} />
    </blockquote>
  )
  return block.folded ? <Folded>{inside}</Folded> : inside
}

function Folded({ children }: { children: ReactNode }) {
  return (
    <details className="group/quote">
      <summary
        className={
          'inline-flex min-h-7 list-none items-center rounded-lg border border-line px-2.5 text-[13px] font-medium ' +
          'text-muted hover:bg-hover hover:text-text pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden'
        }
      >
        <span className="group-open/quote:hidden">{messageWords.showQuoted}</span>
        <span className="hidden group-open/quote:inline">{messageWords.hideQuoted}</span>
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  )
}

function Lines({ text, quiet }: { text: string; quiet: boolean }) {
  // Blank lines at the edges of a block are the space around it.
  const pieces = piecesOf(text.replace(/^(?:[ \t]*\n)+/, '').trimEnd())
  if (pieces.join('') === '') return null
  return (
    <div className={quiet ? 'text-muted' : ''}>
      {pieces.map((piece, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes
          key={index}
          className={`min-h-[1lh] whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:plaintext] ${pieces.length > 1 ? LAZY : ''}`}
        >
          <TextPieces text={piece} />
        </div>
      ))}
    </div>
  )
}

function piecesOf(text: string): string[] {
  const lines = text.split('\n')
  const pieces: string[] = []
  for (let at = 0; at < lines.length; at += LINES_A_PIECE)
    pieces.push(lines.slice(at, at + LINES_A_PIECE).join('\n'))
  return pieces
}
