import { textRuns } from '#lib/mail/plain-text.ts'
import { TextPieces } from './text-pieces.tsx'

/** A plain text body: as it was written, wrapped, its addresses links, what it quotes quieter. */
export function TextBody({ text }: { text: string }) {
  const runs = textRuns(text.replace(/\n+$/, ''))
  return (
    <div className="text-l leading-relaxed">
      {runs.map((run, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes
          key={index}
          className={
            'min-h-[1lh] whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:plaintext] ' +
            `[content-visibility:auto] ${run.quoted ? 'text-muted' : ''}`
          }
        >
          <TextPieces text={run.text} />
        </div>
      ))}
    </div>
  )
}
