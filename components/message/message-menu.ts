'use client'
import { Code, Download, FileText, List, Moon, Printer, Sun } from 'lucide-react'
import type { MenuItem } from '#components/ui/menu.tsx'
import type { Message } from '#lib/api/messages.ts'
import { sourcePath } from '#lib/browser/message-source.ts'
import { useDark } from '#lib/browser/paper.ts'
import { setReadingView, useReadingView } from '#lib/browser/reading-view.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { useAnswerItems } from './answer-buttons.tsx'

type Menu = {
  onHeaders: () => void
  onSource: () => void
  /** With the answers: no button gives them there. */
  answers?: boolean
}

/** The "…" of an open message: what else can be written from it, other ways to look at it, and to take it away. */
export function useMenuItems(message: Message, { onHeaders, onSource, answers = false }: Menu): MenuItem[] {
  const { id } = message
  const { plain, original } = useReadingView(id)
  const dark = useDark()
  const writing = useAnswerItems(message, answers)
  const hasFormatting = Boolean(message.html?.trim())
  const print = () =>
    void import('./print-message.ts').then(({ printMessage }) => printMessage(message, plain))
  const ways: MenuItem[] = hasFormatting
    ? [
        {
          label: plain ? messageWords.asHtml : messageWords.asText,
          icon: FileText,
          onSelect: () => setReadingView(id, { plain: !plain }),
        },
      ]
    : []
  if (hasFormatting && dark && !plain) {
    ways.push({
      label: original ? messageWords.darkColours : messageWords.originalColours,
      icon: original ? Moon : Sun,
      onSelect: () => setReadingView(id, { original: !original }),
    })
  }
  return [
    ...writing,
    ...(writing.length > 0 ? ['line' as const] : []),
    ...ways,
    { label: messageWords.print, icon: Printer, onSelect: print },
    'line',
    { label: messageWords.allHeaders, icon: List, onSelect: onHeaders },
    { label: messageWords.source, icon: Code, onSelect: onSource },
    { label: messageWords.saveEml, icon: Download, onSelect: () => saveSource(message) },
  ]
}

/** The file's name is the server's word: made of the subject, safe on every system. */
function saveSource({ id }: Message): void {
  const link = document.createElement('a')
  link.href = sourcePath(id)
  link.download = ''
  link.click()
}
