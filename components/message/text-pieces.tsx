import { Fragment } from 'react'
import { followMailto } from '#lib/browser/mailto-links.ts'
import { textPieces } from '#lib/mail/plain-text.ts'

/** A text whose web and mail addresses can be followed. */
export function TextPieces({ text }: { text: string }) {
  return textPieces(text).map((piece, index) =>
    piece.href ? (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes
        key={index}
        href={piece.href}
        onClick={(event) => {
          if (followMailto(event.currentTarget.href)) event.preventDefault()
        }}
        target="_blank"
        rel="noopener noreferrer"
        className="text-accent underline"
      >
        {piece.text}
      </a>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes
      <Fragment key={index}>{piece.text}</Fragment>
    ),
  )
}
