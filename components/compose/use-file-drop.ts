/** Files that are dropped anywhere on a window, or pasted into it, are attached. */
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react'
import { attachFiles } from '#lib/browser/draft-files.ts'

/** `isOver`: files are held over the window; `events`: for the window. */
export function useFileDrop(draftKey: string) {
  const [isOver, setOver] = useState(false)
  // Each element inside tells of its own enter and leave.
  const depth = useRef(0)
  const leave = () => {
    depth.current = 0
    setOver(false)
  }
  const events = {
    onDragEnter: (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth.current += 1
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth.current -= 1
      if (depth.current <= 0) leave()
    },
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    onDrop: (event: DragEvent) => {
      leave()
      // An editor that took a picture in has said so.
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      attach(draftKey, event.dataTransfer.files)
    },
    onPaste: (event: ClipboardEvent) => {
      if (event.defaultPrevented || event.clipboardData.files.length === 0) return
      // What comes with a text is a picture of that text.
      if (event.clipboardData.types.includes('text/plain')) return
      event.preventDefault()
      attach(draftKey, event.clipboardData.files)
    },
  }
  return { isOver, events }
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes('Files')
}

function attach(draftKey: string, files: FileList): void {
  if (files.length > 0) attachFiles(draftKey, [...files])
}
