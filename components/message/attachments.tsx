import type { LucideIcon } from 'lucide-react'
import {
  CalendarDays,
  Download,
  File,
  FileArchive,
  FileAudio,
  FileSpreadsheet,
  FileText,
  FileVideo,
  Image,
  Mail,
} from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import type { Attachment, Message } from '#lib/api/messages.ts'
import { offeredAttachments, partPath } from '#lib/mail/inline-parts.ts'
import { messageWords, sizeWords } from '#lib/mail/words/message.ts'

const SHOWN = 200

/** What came along: one chip a part, each a plain link to a download. */
export function Attachments({ message }: { message: Message }) {
  const parts = offeredAttachments(message)
  if (parts.length === 0) return null
  return (
    <section aria-label={messageWords.attachments(parts.length)} className="flex flex-wrap gap-2.5">
      {parts.slice(0, SHOWN).map((part) => (
        <Chip key={part.partId} href={partPath(message.id, part.partId, 'attachment')} part={part} />
      ))}
      {parts.length > 1 && (
        <a
          href={`/api/messages/${encodeURIComponent(message.id)}/attachments.zip`}
          download
          className={`${CHIP} border-transparent font-semibold text-accent max-sm:justify-center`}
        >
          <Icon of={Download} />
          {messageWords.downloadAll}
        </a>
      )}
    </section>
  )
}

const CHIP =
  'inline-flex min-h-9 max-w-full items-center gap-2 rounded-card border border-line bg-surface px-3 py-2 ' +
  'text-[13px] hover:bg-hover pointer-coarse:min-h-11 max-sm:w-full'

function Chip({ href, part }: { href: string; part: Attachment }) {
  const name = part.filename || messageWords.unnamed
  const size = sizeWords(part.size)
  return (
    <a href={href} download title={`${name} · ${part.contentType} · ${size}`} className={CHIP}>
      <Icon of={drawingOf(part.contentType)} />
      <span className="sr-only">{messageWords.download} </span>
      <bdi className="truncate">{name}</bdi>
      <small className="flex-none text-s text-muted">{size}</small>
    </a>
  )
}

const DRAWINGS: [RegExp, LucideIcon][] = [
  [/^image\//, Image],
  [/^audio\//, FileAudio],
  [/^video\//, FileVideo],
  [/^text\/calendar|ics$/, CalendarDays],
  [/^message\//, Mail],
  [/spreadsheet|excel|csv/, FileSpreadsheet],
  [/zip|tar|compressed|rar|7z/, FileArchive],
  [/^text\/|pdf|word|document|rtf/, FileText],
]

function drawingOf(contentType: string): LucideIcon {
  return DRAWINGS.find(([type]) => type.test(contentType.toLowerCase()))?.[1] ?? File
}
