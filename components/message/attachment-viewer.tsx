'use client'
import { ChevronLeft, ChevronRight, Download, ExternalLink, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { useModal } from '#components/ui/dialog.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { Attachment, Message } from '#lib/api/messages.ts'
import { fileNameToSave } from '#lib/mail/file-name.ts'
import { partPath } from '#lib/mail/inline-parts.ts'
import { previewKind } from '#lib/mail/preview-kind.ts'
import { attachmentWords } from '#lib/mail/words/attachments.ts'
import { sizeWords } from '#lib/mail/words/message.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { AttachmentPreview } from './attachment-preview.tsx'
import { DownloadLink } from './download-link.tsx'

type AttachmentViewerProps = {
  message: Message
  parts: readonly Attachment[]
  /** The part that is looked at. */
  open: string
  onOpen: (partId: string) => void
  onClose: () => void
  /** Draws what is attached to a message that is itself attached. */
  nested: (message: Message) => ReactNode
}

/** A look at what is attached, one after the other: arrow keys, Escape, and the focus goes back to its chip. */
export function AttachmentViewer(props: AttachmentViewerProps) {
  const { message, parts, open, onOpen, onClose, nested } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  useModal(dialog)
  const at = Math.max(
    0,
    parts.findIndex(({ partId }) => partId === open),
  )
  const part = parts[at]
  const go = (step: number) => {
    const next = parts[(at + step + parts.length) % parts.length]
    if (next) onOpen(next.partId)
  }
  if (!part) return null
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClose={onClose}
      onKeyDown={(event) => {
        event.stopPropagation() // no shortcut of the page behind it
        const step = parts.length > 1 ? stepOf(event) : 0
        if (step !== 0) go(step)
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
      className={
        'm-0 size-full max-h-none max-w-none bg-transparent p-0 text-m text-text backdrop:bg-scrim sm:p-6'
      }
    >
      <div className="flex size-full flex-col overflow-hidden border-line bg-page shadow-raised sm:rounded-xl sm:border">
        <Bar
          message={message}
          part={part}
          title={title}
          place={{ at, all: parts.length, go }}
          onClose={onClose}
        />
        <div className="relative min-h-0 flex-1 pb-[env(safe-area-inset-bottom)]">
          <AttachmentPreview key={part.partId} message={message} part={part} nested={nested} />
        </div>
      </div>
    </dialog>
  )
}

/** Left and right by the direction of reading; not where the keys already mean something. */
function stepOf(event: KeyboardEvent<HTMLElement>): number {
  const target = event.target as Element
  if (event.ctrlKey || event.altKey || event.metaKey || target.matches('audio, video, input')) return 0
  const onward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
  if (event.key === 'ArrowRight') return onward
  return event.key === 'ArrowLeft' ? -onward : 0
}

type BarProps = {
  message: Message
  part: Attachment
  title: string
  place: { at: number; all: number; go: (step: number) => void }
  onClose: () => void
}

const LINK =
  'inline-grid size-9 flex-none place-items-center rounded-lg text-muted outline-offset-[-2px] outline-focus ' +
  'hover:bg-hover hover:text-text focus-visible:outline-2 pointer-coarse:size-11'

function Bar({ message, part, title, place: { at, all, go }, onClose }: BarProps) {
  const name = part.filename || attachmentWords.unnamed
  const kind = previewKind(part.contentType, part.filename)
  return (
    <header className="flex flex-none flex-wrap items-center gap-x-1 border-b border-line bg-surface px-2 py-1.5 sm:ps-5">
      <h2 id={title} className="flex min-w-0 flex-1 items-baseline gap-2.5 ps-2 sm:ps-0">
        <bdi className="truncate font-semibold">{name}</bdi>
        <small className="flex-none text-s text-muted">{sizeWords(part.size)}</small>
      </h2>
      {all > 1 && (
        <span className="flex flex-none items-center max-sm:order-last max-sm:w-full max-sm:justify-center">
          <IconButton
            label={attachmentWords.previous}
            icon={ChevronLeft}
            onClick={() => go(-1)}
            className="rtl:-scale-x-100"
          />
          <span role="status" className="min-w-14 text-center text-s text-muted tabular-nums">
            {attachmentWords.place(at + 1, all)}
          </span>
          <IconButton
            label={attachmentWords.next}
            icon={ChevronRight}
            onClick={() => go(1)}
            className="rtl:-scale-x-100"
          />
        </span>
      )}
      {(kind === 'image' || kind === 'pdf') && (
        <a
          href={partPath(message.id, part.partId, 'inline')}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={attachmentWords.newTab}
          title={attachmentWords.newTab}
          className={LINK}
        >
          <Icon of={ExternalLink} />
        </a>
      )}
      <DownloadLink
        file={{
          path: partPath(message.id, part.partId, 'attachment'),
          name: fileNameToSave(part.filename),
          said: name,
          size: part.size,
        }}
        aria-label={`${attachmentWords.download} ${name}`}
        title={attachmentWords.download}
        className={LINK}
      >
        <Icon of={Download} />
      </DownloadLink>
      <IconButton label={ui.close} icon={X} onClick={onClose} data-autofocus />
    </header>
  )
}
