'use client'
import { Download, Eye, Paperclip, SquarePen } from 'lucide-react'
import type { MenuItem } from '#components/ui/menu.tsx'
import { MenuContent } from '#components/ui/menu-content.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { Attachment } from '#lib/api/messages.ts'
import { useCanSend } from '#lib/browser/session.ts'
import { write, writingHere } from '#lib/browser/write.ts'
import { answeringWords } from '#lib/mail/words/answering.ts'
import { attachmentWords } from '#lib/mail/words/attachments.ts'

/** The menu of a chip, opened at a place of the viewport. `chip.current`: has the focus when it closes. */
export type OpenChipMenu = {
  part: Attachment
  chip: { current: HTMLElement | null }
  at: { x: number; y: number }
  /** What pressing the chip and its arrow do; null: the chip has no such. */
  preview: (() => void) | null
  download: () => void
}

type ChipMenuProps = { id: MessageId; open: OpenChipMenu; onClose: () => void }

/** What can be done with what came along: here, and in what is being written. */
export function ChipMenu({ id, open: { part, chip, at, preview, download }, onClose }: ChipMenuProps) {
  const canSend = useCanSend()
  const attach = writingHere()?.attach
  const writing = (): MenuItem[] => [
    'line',
    {
      label: answeringWords.newWithFile,
      icon: SquarePen,
      onSelect: () => write((start) => start.writeWith(id, part)),
    },
    ...(attach?.lettersBut(id) ?? []).map((letter) => ({
      label: answeringWords.attachTo(letter.subject),
      icon: Paperclip,
      onSelect: () => attach?.attachPart(letter, id, part),
    })),
  ]
  const items: MenuItem[] = [
    ...(preview ? [{ label: attachmentWords.preview, icon: Eye, onSelect: preview }] : []),
    { label: attachmentWords.download, icon: Download, onSelect: download },
    ...(canSend ? writing() : []),
  ]
  const label = part.filename || attachmentWords.unnamed
  return <MenuContent label={label} items={items} align="start" at={at} button={chip} onClose={onClose} />
}
