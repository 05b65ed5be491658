'use client'
import { useEffect, useRef, useState } from 'react'
import { readNow, readSoon } from '#lib/browser/drafts-here.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'

type PlainBodyProps = { draftKey: string; text: string; focused: boolean; onChange: (text: string) => void }

/** Plain text, as it will be sent. `text` is what it begins with: afterwards the field holds it. */
export function PlainBody({ draftKey, text, focused, onChange }: PlainBodyProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  // React writes a field's value anew at every letter, a long text in ten milliseconds.
  const [begun] = useState(text)
  useEffect(() => () => readNow(draftKey), [draftKey])
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
      defaultValue={begun}
      maxLength={8_000_000}
      onInput={({ currentTarget }) => readSoon(draftKey, () => onChange(currentTarget.value))}
      className={
        'block min-h-32 w-full flex-1 resize-none bg-transparent px-4 py-3 text-l leading-relaxed outline-none ' +
        'placeholder:text-muted pointer-coarse:text-[16px]'
      }
    />
  )
}
