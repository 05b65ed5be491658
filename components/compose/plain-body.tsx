'use client'
import { useEffect, useRef } from 'react'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'

type PlainBodyProps = { text: string; focused: boolean; onChange: (text: string) => void }

/** Plain text, as it will be sent. */
export function PlainBody({ text, focused, onChange }: PlainBodyProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (!focused) return
    area.current?.focus()
    // Above what is quoted.
    area.current?.setSelectionRange(0, 0)
    if (area.current) area.current.scrollTop = 0
  }, [focused])
  return (
    <textarea
      ref={area}
      aria-label={words.body}
      value={text}
      maxLength={8_000_000}
      onChange={(event) => onChange(event.target.value)}
      className={
        'block min-h-32 w-full flex-1 resize-none bg-transparent px-4 py-3 text-l leading-relaxed outline-none ' +
        'placeholder:text-muted pointer-coarse:text-[16px]'
      }
    />
  )
}
