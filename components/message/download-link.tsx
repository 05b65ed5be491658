'use client'
import type { ComponentProps, MouseEvent } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import type { Attachment } from '#lib/api/messages.ts'
import { type Download, isLargeDownload, startDownload } from '#lib/browser/download.ts'
import { fileNameToSave } from '#lib/mail/file-name.ts'
import { partPath } from '#lib/mail/inline-parts.ts'
import { attachmentWords } from '#lib/mail/words/attachments.ts'

/** What to fetch for a part, and what to call it. */
export function downloadOf(id: MessageId, part: Attachment): Download {
  return {
    path: partPath(id, part.partId, 'attachment'),
    name: fileNameToSave(part.filename),
    said: part.filename || attachmentWords.unnamed,
    size: part.size,
  }
}

type DownloadLinkProps = Omit<ComponentProps<'a'>, 'href' | 'download' | 'onClick'> & { file: Download }

/** A plain link to a download. A large file is fetched by the page instead, with a bar and a way to stop. */
export function DownloadLink({ file, children, ...rest }: DownloadLinkProps) {
  const press = (event: MouseEvent) => {
    // With a key held it is the browser's: another tab, another window.
    if (event.ctrlKey || event.metaKey || event.shiftKey || !isLargeDownload(file)) return
    event.preventDefault()
    void startDownload(file)
  }
  return (
    <a {...rest} href={file.path} download={file.name} onClick={press}>
      {children}
    </a>
  )
}
