'use client'
import { useLayoutEffect, useRef } from 'react'
import { FolderPane } from '#components/folders/folder-pane.tsx'
import { NoticesOver } from '#components/ui/notices.tsx'
import { listWords } from '#lib/mail/words/list.ts'

/**
 * The folders from the side, where there is no room for their pane. A folder chosen, a press beside it, Escape close it.
 * It lies over all else and nothing under it can be pressed: so what is said in passing is said in it.
 */
export function FoldersDrawer({ onClose }: { onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      aria-label={listWords.folders}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') event.stopPropagation()
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose()
      }}
      className={
        'me-auto ms-0 h-dvh max-h-none w-[min(300px,86vw)] max-w-none border-line border-e bg-page p-0 text-text ' +
        'pt-[env(safe-area-inset-top)] shadow-raised backdrop:bg-scrim'
      }
    >
      <FolderPane onChoose={onClose} />
      <NoticesOver />
    </dialog>
  )
}
