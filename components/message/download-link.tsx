'use client'
import type { ComponentProps, MouseEvent } from 'react'
import { type Download, isLargeDownload, startDownload } from '#lib/browser/download.ts'

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
