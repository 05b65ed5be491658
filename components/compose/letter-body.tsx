'use client'
import { PlainBody } from './plain-body.tsx'

export type LetterBodyProps = {
  /** The key of the open draft. */
  draftKey: string
  text: string
  /** Null: plain text. */
  html: string | null
  quotedHtml: string | null
  /** Has the focus from the beginning: it is what remains to be written. */
  focused: boolean
  onChange: (change: { text: string; html: string | null }) => void
}

/** Where the text of a message is written. */
export function LetterBody({ text, focused, onChange }: LetterBodyProps) {
  return (
    <PlainBody
      text={text}
      focused={focused}
      onChange={(written) => onChange({ text: written, html: null })}
    />
  )
}
