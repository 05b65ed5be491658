'use client'
import { type ReactNode, useState } from 'react'
import { buttonLook } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { Attachment, Message } from '#lib/api/messages.ts'
import { usePartText } from '#lib/browser/part-text.ts'
import { partPath } from '#lib/mail/inline-parts.ts'
import { previewKind, shownType } from '#lib/mail/preview-kind.ts'
import { attachmentWords } from '#lib/mail/words/attachments.ts'
import { sizeWords } from '#lib/mail/words/message.ts'
import { attachmentIcon } from './attachment-icon.ts'
import { NestedMessage } from './nested-message.tsx'

type Shown = { message: Message; part: Attachment }
type Nested = { nested: (message: Message) => ReactNode }

/** One attachment, shown as what it is; or a sentence about why not. */
export function AttachmentPreview({ message, part, nested }: Shown & Nested) {
  const [failed, setFailed] = useState(false)
  const path = partPath(message.id, part.partId, 'inline')
  const fail = () => setFailed(true)
  if (failed) return <NotShown part={part}>{attachmentWords.notShown}</NotShown>
  switch (previewKind(part.contentType, part.filename)) {
    case 'image':
      return <Picture path={path} name={part.filename} onError={fail} />
    case 'pdf':
      return <Pdf path={path} part={part} />
    case 'audio':
      return (
        <Centred>
          {/* biome-ignore lint/a11y/useMediaCaption: a stranger's file brings none */}
          <audio controls preload="metadata" src={path} onError={fail} className="w-full max-w-120" />
        </Centred>
      )
    case 'video':
      return (
        <Centred>
          {/* biome-ignore lint/a11y/useMediaCaption: a stranger's file brings none */}
          <video controls preload="metadata" src={path} onError={fail} className="max-h-full max-w-full" />
        </Centred>
      )
    case 'text':
      return <Text message={message} part={part} />
    case 'mail':
      return (
        <NestedMessage
          id={message.id}
          partId={part.partId}
          attachments={nested}
          failed={(error) => <NotShown part={part}>{error.message}</NotShown>}
        />
      )
    default:
      return <NotShown part={part}>{attachmentWords.noPreview}</NotShown>
  }
}

function Centred({ children }: { children: ReactNode }) {
  return <div className="grid size-full place-items-center overflow-auto p-4">{children}</div>
}

function NotShown({ part, children, action }: { part: Attachment; children: ReactNode; action?: ReactNode }) {
  return (
    <Centred>
      <div className="flex max-w-90 flex-col items-center gap-4 text-center text-muted">
        <Icon of={attachmentIcon(shownType(part.contentType, part.filename))} size={22} />
        <p role="status">{children}</p>
        {action}
      </div>
    </Centred>
  )
}

/** Fitted to the window; a press shows it in its own size. */
function Picture({ path, name, onError }: { path: string; name: string; onError: () => void }) {
  const [actual, setActual] = useState(false)
  return (
    <div className={`size-full ${actual ? 'overflow-auto' : 'overflow-hidden p-2 sm:p-4'}`}>
      <button
        type="button"
        aria-pressed={actual}
        title={actual ? attachmentWords.fit : attachmentWords.actualSize}
        onClick={() => setActual(!actual)}
        className={
          'grid place-items-center outline-offset-[-2px] outline-focus focus-visible:outline-2 ' +
          (actual ? 'min-h-full min-w-full cursor-zoom-out' : 'size-full cursor-zoom-in')
        }
      >
        {/* biome-ignore lint/performance/noImgElement: private bytes, which nobody else may resize or keep */}
        <img
          src={path}
          alt={name}
          onError={onError}
          className={actual ? 'max-w-none' : 'max-h-full max-w-full object-contain'}
        />
      </button>
    </div>
  )
}

/** The browser's own viewer: it runs apart from the page, and the answer is sandboxed besides. */
function Pdf({ path, part }: { path: string; part: Attachment }) {
  if (!navigator.pdfViewerEnabled)
    return (
      <NotShown
        part={part}
        action={
          <a href={path} target="_blank" rel="noopener noreferrer" className={buttonLook('primary')}>
            {attachmentWords.newTab}
          </a>
        }
      >
        {attachmentWords.noPdf}
      </NotShown>
    )
  return (
    <iframe
      title={part.filename}
      src={path}
      referrerPolicy="no-referrer"
      className="block size-full border-0"
    />
  )
}

function Text({ message, part }: Shown) {
  const { read, error } = usePartText(message.id, part.partId)
  if (error) return <NotShown part={part}>{error.message}</NotShown>
  if (!read)
    return (
      <Centred>
        <p role="status" className="text-muted">
          {attachmentWords.reading}
        </p>
      </Centred>
    )
  if (read.text === '') return <NotShown part={part}>{attachmentWords.emptyText}</NotShown>
  return (
    <div className="flex size-full flex-col">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
        tabIndex={0}
        className={
          'min-h-0 flex-1 overflow-auto bg-surface p-4 font-mono text-s leading-relaxed whitespace-pre-wrap ' +
          'outline-offset-[-2px] outline-focus [overflow-wrap:anywhere] [unicode-bidi:plaintext] focus-visible:outline-2 sm:px-9 sm:py-6'
        }
      >
        {read.text}
      </pre>
      {read.cut && (
        <p className="flex-none border-t border-line px-4 py-2 text-s text-muted">
          {attachmentWords.cut(sizeWords(new Blob([read.text]).size))}
        </p>
      )}
    </div>
  )
}
