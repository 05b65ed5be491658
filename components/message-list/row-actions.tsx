'use client'
import { Archive, Mail, MailOpen, Star, Trash2 } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import { type Actions, act } from '#lib/browser/act.ts'
import { rowTarget } from '#lib/browser/conversation-target.ts'
import type { Forbidden } from '#lib/browser/forbidden.ts'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import type { Target } from '#lib/browser/message-actions.ts'
import { listWords } from '#lib/mail/words/list.ts'

// A press on a button in the row opens nothing. It is about what the row stands for at that moment.
const press = (id: MessageId, what: (actions: Actions, row: Target) => unknown) => (event: MouseEvent) => {
  event.stopPropagation()
  const row = rowTarget(id)
  act((actions) => what(actions, row))
}

type ActionProps = {
  id: MessageId
  focusable: boolean
  forbidden: Forbidden
  /** How many messages the row stands for. */
  count: number
}

/** The star of a row: a state, so that a second press takes it. */
export function StarButton({ id, on, focusable, forbidden: why, count }: ActionProps & { on: boolean }) {
  const forbidden = why('flag')
  const about = count > 1 && !on ? listWords.newestOfConversation : undefined
  return (
    <button
      type="button"
      tabIndex={focusable ? 0 : -1}
      aria-label={listWords.star}
      aria-pressed={on}
      title={forbidden ?? (about ? `${listWords.star}: ${about}` : listWords.star)}
      aria-disabled={forbidden ? true : undefined}
      aria-description={forbidden ?? about}
      onClick={press(id, ({ star }, row) => forbidden || star(row, !on))}
      className={
        'absolute end-2.5 top-[28px] z-10 grid size-6 place-items-center rounded-md outline-offset-[-1px] hover:bg-line/60 ' +
        'max-sm:top-[31px] pointer-coarse:end-0 pointer-coarse:top-[21px] pointer-coarse:size-11 ' +
        `${on ? 'text-star' : 'text-muted opacity-75 hover:opacity-100'}`
      }
    >
      <Icon of={Star} size={16} filled={on} />
    </button>
  )
}

/** What a row offers on hover and keyboard focus, in the place of its date. On touch the selection bar has the same. */
export function RowActions({ id, unread, focusable, forbidden, count }: ActionProps & { unread: boolean }) {
  const keyHint = useKeyHint()
  const shared = {
    size: 16 as const,
    tabIndex: focusable ? 0 : -1,
    className: 'size-7! rounded-md',
    about: count > 1 ? listWords.wholeConversation(count) : undefined,
  }
  return (
    <div
      className={
        'absolute end-2 top-1 hidden gap-0.5 rounded-lg bg-hover ps-1 group-hover:flex group-focus-within:flex ' +
        'group-aria-selected:bg-selected group-data-open:bg-selected pointer-coarse:hidden!'
      }
    >
      <IconButton
        {...shared}
        label={listWords.archive}
        {...keyHint('archive')}
        icon={Archive}
        forbidden={forbidden('take')}
        onClick={press(id, ({ archive }, row) => archive(row))}
      />
      <IconButton
        {...shared}
        label={listWords.remove}
        {...keyHint('remove')}
        icon={Trash2}
        forbidden={forbidden('take')}
        onClick={press(id, ({ remove }, row) => remove(row))}
      />
      <IconButton
        {...shared}
        label={unread ? listWords.markRead : listWords.markUnread}
        {...keyHint(unread ? 'read' : 'unread')}
        icon={unread ? MailOpen : Mail}
        forbidden={forbidden('seen')}
        onClick={press(id, ({ markRead }, row) => markRead(row, unread))}
      />
    </div>
  )
}
