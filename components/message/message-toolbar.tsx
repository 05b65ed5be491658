'use client'
import type { LucideIcon } from 'lucide-react'
import {
  Archive,
  ArrowLeft,
  ChevronDown,
  ChevronUp,
  Ellipsis,
  FolderInput,
  Mail,
  MailOpen,
  ShieldCheck,
  Star,
  Tag,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import type { Message } from '#lib/api/messages.ts'
import { askLabels } from '#lib/browser/ask-labels.ts'
import { useNeighbours } from '#lib/browser/current-list.ts'
import { useIsOfRole } from '#lib/browser/folders.ts'
import { useForbidden } from '#lib/browser/forbidden.ts'
import { useKeepsLabels } from '#lib/browser/kept-keywords.ts'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import {
  archive,
  markJunk,
  markRead,
  moveSomewhere,
  oneMessage,
  remove,
  star,
} from '#lib/browser/message-actions.ts'
import { openTarget, useOpenState } from '#lib/browser/open-conversation.ts'
import { leaveMessage, openMessage } from '#lib/browser/place.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { AnswerTools } from './answer-buttons.tsx'
import { useMenuItems } from './message-menu.ts'

type MessageToolbarProps = {
  message: Message
  onHeaders: () => void
  onSource: () => void
}

/** What can be done with the open message. On a phone the rarer things are in the menu. */
export function MessageToolbar({ message, onHeaders, onSource }: MessageToolbarProps) {
  const fixed = useForbidden(message.folderId)('take')
  const { junk, move } = useMoves(message)
  const label = useLabelAct(message)
  const items = useMenuItems(message, { onHeaders, onSource, answers: true })
  const steps = useSteps(message)
  const keyHint = useKeyHint()
  const inMenu = ({ label, icon, act }: Move) => ({
    label,
    icon,
    onSelect: act,
    disabled: fixed !== undefined,
  })
  const phoneItems: MenuItem[] = [
    ...steps.map(({ label, icon, go }) => ({ label, icon, onSelect: () => go?.(), disabled: !go })),
    'line',
    inMenu(move),
    inMenu(junk),
    { label: messageWords.label, icon: Tag, onSelect: label.act, forbidden: label.forbidden },
    'line',
    ...items,
  ]
  return (
    <div
      role="toolbar"
      aria-label={messageWords.toolbar}
      className="@container flex flex-none items-center gap-0.5 border-b border-line px-1.5 py-1.5 sm:h-14 sm:px-5 pointer-coarse:gap-0 pointer-coarse:px-1.5 print:hidden"
    >
      <IconButton
        label={messageWords.back}
        icon={ArrowLeft}
        {...keyHint('back')}
        onClick={leaveMessage}
        className="rtl:-scale-x-100 lg:hidden"
      />
      <span className="flex-1 sm:hidden" />
      <AnswerTools message={message} />
      <Actions message={message} />
      <span className="flex-1 max-sm:hidden" />
      {steps.map(({ label, icon, name, go }) => (
        <IconButton
          key={label}
          {...keyHint(name)}
          label={label}
          icon={icon}
          disabled={!go}
          onClick={go}
          className="max-sm:hidden"
        />
      ))}
      <ToolbarStar message={message} />
      <span className="max-sm:hidden">
        <Menu label={messageWords.more} icon={Ellipsis} items={items} />
      </span>
      <span className="sm:hidden">
        <Menu label={messageWords.more} icon={Ellipsis} items={phoneItems} />
      </span>
    </div>
  )
}

type Move = { label: string; icon: LucideIcon; act: () => void }

function useMoves(message: Message): { junk: Move; move: Move } {
  const target = () => openTarget(message.id)
  const isJunk = useIsOfRole('junk', message.folderId)
  return {
    junk: {
      label: isJunk ? messageWords.notJunk : messageWords.junk,
      icon: isJunk ? ShieldCheck : TriangleAlert,
      act: () => void markJunk(target(), !isJunk),
    },
    move: { label: messageWords.move, icon: FolderInput, act: () => void moveSomewhere(target()) },
  }
}

/** Labels are given where the mail server keeps them. */
function useLabelAct({ id, folderId }: Message): { act: () => void; forbidden: string | undefined } {
  const kept = useKeepsLabels(folderId)
  return { act: () => askLabels(openTarget(id)), forbidden: kept ? undefined : labelWords.notHere }
}

function Actions({ message }: { message: Message }) {
  const label = useLabelAct(message)
  const target = () => openTarget(message.id)
  const { count, read } = useOpenState(message)
  const about = count > 1 ? listWords.wholeConversation(count) : undefined
  const forbidden = useForbidden(message.folderId)
  const fixed = forbidden('take')
  const { junk, move } = useMoves(message)
  const keyHint = useKeyHint()
  return (
    <>
      <IconButton
        label={messageWords.archive}
        {...keyHint('archive')}
        about={about}
        icon={Archive}
        forbidden={fixed}
        onClick={() => void archive(target())}
      />
      <IconButton
        label={messageWords.delete}
        {...keyHint('remove')}
        about={about}
        icon={Trash2}
        forbidden={fixed}
        onClick={() => void remove(target())}
      />
      <IconButton
        {...keyHint('junk')}
        label={junk.label}
        about={about}
        icon={junk.icon}
        forbidden={fixed}
        onClick={junk.act}
        className="max-sm:hidden"
      />
      <IconButton
        {...keyHint(read ? 'unread' : 'read')}
        label={read ? messageWords.unread : messageWords.read}
        about={about}
        icon={read ? Mail : MailOpen}
        forbidden={forbidden('seen')}
        onClick={() => markRead(target(), !read)}
      />
      <IconButton
        {...keyHint('move')}
        label={move.label}
        about={about}
        icon={move.icon}
        forbidden={fixed}
        onClick={move.act}
        className="max-sm:hidden"
      />
      <IconButton
        label={messageWords.label}
        {...keyHint('label')}
        about={about}
        icon={Tag}
        forbidden={label.forbidden}
        onClick={label.act}
        className="max-sm:hidden"
      />
    </>
  )
}

type Step = { label: string; name: 'previous' | 'next'; icon: LucideIcon; go: (() => void) | undefined }

/** The way to the messages around this one in the list on the screen; `go` is missing at its ends. */
function useSteps({ id }: Message): Step[] {
  const { previous, next } = useNeighbours(id)
  const to = (neighbour: string | null) => (neighbour ? () => openMessage(neighbour) : undefined)
  return [
    { label: messageWords.previous, name: 'previous', icon: ChevronUp, go: to(previous) },
    { label: messageWords.next, name: 'next', icon: ChevronDown, go: to(next) },
  ]
}

/** A conversation has a star if one of its messages does; it is given to the newest. */
function ToolbarStar({ message }: { message: Message }) {
  const { count, starred } = useOpenState(message)
  return (
    <StarButton
      message={message}
      isStarred={starred}
      about={count > 1 && !starred ? listWords.newestOfConversation : undefined}
      onStar={(on) => star(openTarget(message.id), on)}
      className="max-sm:hidden"
    />
  )
}

type StarProps = {
  message: Message
  isStarred?: boolean
  about?: string | undefined
  onStar?: (on: boolean) => void
  className?: string
}

/** The star says its state by being pressed, not by another name. */
export function StarButton({
  message,
  isStarred = message.flags.includes('\\Flagged'),
  about,
  onStar = (on) => star(oneMessage(message.id), on),
  className = '',
}: StarProps) {
  const forbidden = useForbidden(message.folderId)
  const keyHint = useKeyHint()
  return (
    <IconButton
      label={messageWords.star}
      {...keyHint('star')}
      about={about}
      icon={Star}
      filled={isStarred}
      aria-pressed={isStarred}
      forbidden={forbidden('flag')}
      onClick={() => onStar(!isStarred)}
      className={`${className} ${isStarred ? '!text-star' : ''}`}
    />
  )
}
