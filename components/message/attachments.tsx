'use client'
import { Download } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type MouseEvent, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { Attachment, Message } from '#lib/api/messages.ts'
import { menuPlace } from '#lib/browser/menu-place.ts'
import { fileNameToSave } from '#lib/mail/file-name.ts'
import { offeredAttachments } from '#lib/mail/inline-parts.ts'
import { previewKind, shownType } from '#lib/mail/preview-kind.ts'
import { attachmentWords } from '#lib/mail/words/attachments.ts'
import { sizeWords } from '#lib/mail/words/message.ts'
import { attachmentIcon } from './attachment-icon.ts'
import type { OpenChipMenu } from './chip-menu.tsx'
import { DownloadLink, downloadOf } from './download-link.tsx'
import { FileName } from './file-name.tsx'

const loadViewer = () => import('./attachment-viewer.tsx').then((module) => module.AttachmentViewer)
const AttachmentViewer = dynamic(loadViewer, { ssr: false })
const ChipMenu = dynamic(() => import('./chip-menu.tsx').then((module) => module.ChipMenu), { ssr: false })

const SHOWN = 200

/** What came along: one chip a part. What can be looked at opens in place, the rest is downloaded. */
export function Attachments({ message }: { message: Message }) {
  const parts = offeredAttachments(message)
  const [open, setOpen] = useState<string | null>(null)
  const [menu, setMenu] = useState<OpenChipMenu | null>(null)
  if (parts.length === 0) return null
  const shown = parts.slice(0, SHOWN)
  return (
    <section
      aria-label={attachmentWords.section(parts.length)}
      className="flex flex-wrap items-center gap-2.5"
    >
      {shown.map((part) => (
        <Chip
          key={part.partId}
          message={message}
          part={part}
          onOpen={() => setOpen(part.partId)}
          onMenu={setMenu}
        />
      ))}
      {parts.length > 1 && <AllOfThem message={message} parts={parts} />}
      {parts.length > SHOWN && (
        <p className="text-s text-muted">{attachmentWords.more(parts.length - SHOWN)}</p>
      )}
      {menu && (
        <ChipMenu
          key={`${menu.part.partId} ${menu.at.x} ${menu.at.y}`}
          id={message.id}
          open={menu}
          onClose={() => setMenu((now) => (now === menu ? null : now))}
        />
      )}
      {open !== null && (
        <AttachmentViewer
          message={message}
          parts={shown}
          open={open}
          onOpen={setOpen}
          onClose={() => setOpen(null)}
          nested={(inner) => <Attachments message={inner} />}
        />
      )}
    </section>
  )
}

const CHIP =
  'inline-flex min-h-9 max-w-full items-center sm:max-w-96 rounded-card border border-line bg-surface text-[13px] ' +
  'pointer-coarse:min-h-11 max-sm:w-full'
const PART =
  'inline-flex min-h-[inherit] items-center gap-2 outline-offset-[-2px] outline-focus hover:bg-hover focus-visible:outline-2'

type ChipProps = {
  message: Message
  part: Attachment
  onOpen: () => void
  onMenu: (menu: OpenChipMenu) => void
}

function Chip({ message, part, onOpen, onMenu }: ChipProps) {
  const name = part.filename || attachmentWords.unnamed
  const size = sizeWords(part.size)
  const title = `${name} · ${part.contentType} · ${size}`
  const file = downloadOf(message.id, part)
  const words = (
    <>
      <Icon of={attachmentIcon(shownType(part.contentType, part.filename))} />
      <FileName name={name} />
      <small className="flex-none text-s text-muted">{size}</small>
    </>
  )
  const isPreviewed = previewKind(part.contentType, part.filename) !== null
  const callMenu = (event: MouseEvent<HTMLElement>) => {
    const { currentTarget: chip, target } = event
    const at = menuPlace(event.nativeEvent, chip)
    if (!at) return
    event.preventDefault()
    const pressed = target instanceof Element ? target.closest<HTMLElement>('a, button') : null
    const download = () => chip.querySelector('a')?.click()
    onMenu({ part, chip: { current: pressed }, at, preview: isPreviewed ? onOpen : null, download })
  }
  if (!isPreviewed)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the menu of what can be focused in it
      <span className={CHIP} onContextMenu={callMenu}>
        <DownloadLink file={file} title={title} className={`${PART} w-full min-w-0 rounded-card px-3`}>
          <span className="sr-only">{attachmentWords.download} </span>
          {words}
        </DownloadLink>
      </span>
    )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <span className={CHIP} onContextMenu={callMenu}>
      <button
        type="button"
        aria-haspopup="dialog"
        title={title}
        onClick={onOpen}
        onPointerEnter={() => void loadViewer()}
        onFocus={() => void loadViewer()}
        className={`${PART} min-w-0 flex-1 rounded-s-card ps-3 pe-2`}
      >
        <span className="sr-only">{attachmentWords.preview} </span>
        {words}
      </button>
      <DownloadLink
        file={file}
        aria-label={`${attachmentWords.download} ${name}`}
        title={attachmentWords.download}
        className={`${PART} flex-none justify-center rounded-e-card px-2.5 text-muted hover:text-text pointer-coarse:px-3.5`}
      >
        <Icon of={Download} size={16} />
      </DownloadLink>
    </span>
  )
}

function AllOfThem({ message, parts }: { message: Message; parts: readonly Attachment[] }) {
  const file = {
    path: `/api/messages/${encodeURIComponent(message.id)}/attachments.zip`,
    name: `${fileNameToSave(message.subject)}.zip`,
    said: attachmentWords.archive,
    size: parts.reduce((sum, { size }) => sum + size, 0),
  }
  return (
    <DownloadLink
      file={file}
      className={`${PART} ${CHIP} border-transparent px-3 font-semibold text-accent max-sm:justify-center`}
    >
      <Icon of={Download} />
      {attachmentWords.downloadAll}
    </DownloadLink>
  )
}
