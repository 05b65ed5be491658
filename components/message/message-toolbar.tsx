'use client'
import {
  Archive,
  ArrowLeft,
  Code,
  Ellipsis,
  FolderInput,
  List,
  Mail,
  MailOpen,
  ShieldCheck,
  Star,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import type { Message } from '#lib/api/messages.ts'
import { useForbidden } from '#lib/browser/forbidden.ts'
import {
  archive,
  isIn,
  markJunk,
  markRead,
  moveSomewhere,
  oneMessage,
  remove,
  star,
} from '#lib/browser/message-actions.ts'
import { leaveMessage } from '#lib/browser/place.ts'
import { messageWords } from '#lib/mail/words/message.ts'

type MessageToolbarProps = {
  message: Message
  onHeaders: () => void
  onSource: () => void
}

/** What can be done with the open message. On a phone the rarer things are in the menu. */
export function MessageToolbar({ message, onHeaders, onSource }: MessageToolbarProps) {
  const target = oneMessage(message.id)
  const forbidden = useForbidden(message.folderId)
  const fixed = forbidden('take')
  const isRead = message.flags.includes('\\Seen')
  const isJunk = isIn('junk', message.folderId)
  const junk = {
    label: isJunk ? messageWords.notJunk : messageWords.junk,
    icon: isJunk ? ShieldCheck : TriangleAlert,
    act: () => void markJunk(target, !isJunk),
  }
  const move = { label: messageWords.move, icon: FolderInput, act: () => void moveSomewhere(target) }
  const items: MenuItem[] = [
    { label: messageWords.allHeaders, icon: List, onSelect: onHeaders },
    { label: messageWords.source, icon: Code, onSelect: onSource },
  ]
  const phoneItems: MenuItem[] = [
    { label: move.label, icon: move.icon, onSelect: move.act, disabled: fixed !== undefined },
    { label: junk.label, icon: junk.icon, onSelect: junk.act, disabled: fixed !== undefined },
    'line',
    ...items,
  ]
  return (
    <div
      role="toolbar"
      aria-label={messageWords.toolbar}
      className="flex flex-none items-center gap-0.5 border-b border-line px-1.5 py-1.5 sm:h-14 sm:px-5"
    >
      <IconButton
        label={messageWords.back}
        icon={ArrowLeft}
        onClick={leaveMessage}
        className="rtl:-scale-x-100 lg:hidden"
      />
      <span className="flex-1 sm:hidden" />
      <IconButton
        label={messageWords.archive}
        hint="e"
        icon={Archive}
        forbidden={fixed}
        onClick={() => void archive(target)}
      />
      <IconButton
        label={messageWords.delete}
        hint="#"
        icon={Trash2}
        forbidden={fixed}
        onClick={() => void remove(target)}
      />
      <IconButton
        label={junk.label}
        icon={junk.icon}
        forbidden={fixed}
        onClick={junk.act}
        className="max-sm:hidden"
      />
      <IconButton
        label={isRead ? messageWords.unread : messageWords.read}
        hint={isRead ? 'Shift+U' : 'Shift+I'}
        icon={isRead ? Mail : MailOpen}
        forbidden={forbidden('seen')}
        onClick={() => markRead(target, !isRead)}
      />
      <IconButton
        label={move.label}
        icon={move.icon}
        forbidden={fixed}
        onClick={move.act}
        className="max-sm:hidden"
      />
      <span className="flex-1 max-sm:hidden" />
      <StarButton message={message} className="max-sm:hidden" />
      <span className="max-sm:hidden">
        <Menu label={messageWords.more} icon={Ellipsis} items={items} />
      </span>
      <span className="sm:hidden">
        <Menu label={messageWords.more} icon={Ellipsis} items={phoneItems} />
      </span>
    </div>
  )
}

/** The star says its state by being pressed, not by another name. */
export function StarButton({ message, className = '' }: { message: Message; className?: string }) {
  const isStarred = message.flags.includes('\\Flagged')
  const forbidden = useForbidden(message.folderId)
  return (
    <IconButton
      label={messageWords.star}
      hint="s"
      icon={Star}
      filled={isStarred}
      aria-pressed={isStarred}
      forbidden={forbidden('flag')}
      onClick={() => star(oneMessage(message.id), !isStarred)}
      className={`${className} ${isStarred ? '!text-star' : ''}`}
    />
  )
}
