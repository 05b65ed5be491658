'use client'
import { ArrowLeft, ChevronUp, Maximize2, Minimize2, Minus, Trash2, X } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { fillPage, minimiseWindow, openWindow } from '#lib/browser/compose-windows.ts'
import type { Stand } from '#lib/mail/window-places.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { AttachButton, SavingLine, SendButton } from './letter-acts.tsx'
import type { Sending } from './use-sending.ts'

type WindowHeadProps = {
  draftKey: string
  title: string
  stand: Stand
  sending: Sending
  onClose: () => void
  onDiscard: () => void
}

const SMALL = 'size-8! pointer-coarse:size-11!'
const BAR = 'flex flex-none items-center border-line border-b bg-page'

/** The title of a window, and what is done with the window. */
export function WindowHead(props: WindowHeadProps) {
  const { stand } = props
  if (stand === 'minimised') return <MinimisedHead {...props} />
  return (
    <>
      <DeskHead {...props} />
      <PhoneHead {...props} />
    </>
  )
}

function DeskHead({ draftKey, title, stand, onClose }: WindowHeadProps) {
  const isFull = stand === 'full'
  return (
    <header className={`${BAR} ps-4 pe-1.5 max-sm:hidden`}>
      <h2 className="min-w-0 flex-1 truncate py-2.5 font-strong">
        <bdi>{title}</bdi>
      </h2>
      <IconButton
        label={words.minimise}
        icon={Minus}
        size={16}
        onClick={() => minimiseWindow(draftKey)}
        className={SMALL}
      />
      <IconButton
        label={isFull ? words.smaller : words.fullScreen}
        icon={isFull ? Minimize2 : Maximize2}
        size={16}
        onClick={() => fillPage(draftKey, !isFull)}
        className={SMALL}
      />
      <IconButton label={words.close} icon={X} size={16} onClick={onClose} className={SMALL} />
    </header>
  )
}

/** Where a thumb and no keyboard is in the way. */
function PhoneHead({ draftKey, sending, onClose, onDiscard }: WindowHeadProps) {
  return (
    <header className={`${BAR} gap-0.5 px-1 pt-[env(safe-area-inset-top)] pe-2 sm:hidden`}>
      <IconButton label={words.close} icon={ArrowLeft} onClick={onClose} className="rtl:-scale-x-100" />
      <SavingLine draftKey={draftKey} />
      <IconButton label={words.discard} icon={Trash2} onClick={onDiscard} />
      <AttachButton draftKey={draftKey} />
      <span className="ms-1 py-1.5">
        <SendButton sending={sending} />
      </span>
    </header>
  )
}

function MinimisedHead({ draftKey, title, onClose }: WindowHeadProps) {
  return (
    <header className="flex items-center bg-page">
      <button
        type="button"
        aria-label={words.restore(title)}
        onClick={() => openWindow(draftKey)}
        className={
          'flex h-10 min-w-0 flex-1 items-center gap-2 ps-3 text-start font-medium outline-offset-[-2px] outline-focus ' +
          'hover:bg-hover focus-visible:outline-2 pointer-coarse:h-11'
        }
      >
        <Icon of={ChevronUp} size={16} className="text-muted" />
        <bdi className="truncate">{title}</bdi>
      </button>
      <IconButton label={words.close} icon={X} size={16} onClick={onClose} className={`mx-1 ${SMALL}`} />
    </header>
  )
}
