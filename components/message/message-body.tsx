'use client'
import dynamic from 'next/dynamic'
import type { RefObject } from 'react'
import type { Message } from '#lib/api/messages.ts'
import { useReadingView } from '#lib/browser/reading-view.ts'
import { isForward } from '#lib/mail/quoted-text.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { HtmlBody } from './html-body.tsx'
import { TextBody } from './text-body.tsx'

const HtmlAsText = dynamic(() => import('./html-as-text.tsx').then((module) => module.HtmlAsText), {
  ssr: false,
})

type MessageBodyProps = {
  message: Message
  /** Where the focus goes when a click took it into the frame. */
  home: RefObject<HTMLElement | null>
}

/** What a message says: with its formatting, or as plain text where it has none or that is asked for. */
export function MessageBody({ message, home }: MessageBodyProps) {
  const { plain } = useReadingView(message.id)
  const forwards = isForward(message.subject)
  const html = message.html?.trim() ? message.html : null
  const shown = message.shownText ?? message.text
  const text = shown?.trim() ? shown : null
  if (html && !plain) return <HtmlBody message={message} html={html} home={home} />
  if (text) return <TextBody key={message.id} text={text} forwards={forwards} />
  if (html) return <HtmlAsText html={html} forwards={forwards} />
  return <p className="text-muted">{messageWords.empty}</p>
}
