'use client'
import { Archive, Mail, MailOpen, Star, Trash2 } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import { act } from '#lib/browser/act.ts'
import type { Forbidden } from '#lib/browser/forbidden.ts'
import { listWords } from '#lib/mail/words/list.ts'

// A press on a button in the row opens nothing.
const alone = (press: () => unknown) => (event: MouseEvent) => {
  event.stopPropagation()
  press()
}

type ActionProps = { id: MessageId; focusable: boolean; forbidden: Forbidden }

/** The star of a row: a state, so that a second press takes it. */
export function StarButton({ id, on, focusable, forbidden: why }: ActionProps & { on: boolean }) {
  const forbidden = why('flag')
  return (
    <button
      type="button"
      tabIndex={focusable ? 0 : -1}
      aria-label={listWords.star}
      aria-pressed={on}
      title={forbidden ?? listWords.star}
      aria-disabled={forbidden ? true : undefined}
      aria-description={forbidden}
      onClick={alone(() => forbidden || act(({ oneMessage, star }) => star(oneMessage(id), !on)))}
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
export function RowActions({ id, unread, focusable, forbidden }: ActionProps & { unread: boolean }) {
  const shared = { size: 16 as const, tabIndex: focusable ? 0 : -1, className: 'size-7! rounded-md' }
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
        hint="e"
        icon={Archive}
        forbidden={forbidden('take')}
        onClick={alone(() => act(({ archive, oneMessage }) => archive(oneMessage(id))))}
      />
      <IconButton
        {...shared}
        label={listWords.remove}
        hint="#"
        icon={Trash2}
        forbidden={forbidden('take')}
        onClick={alone(() => act(({ oneMessage, remove }) => remove(oneMessage(id))))}
      />
      <IconButton
        {...shared}
        label={unread ? listWords.markRead : listWords.markUnread}
        hint={unread ? 'Shift I' : 'Shift U'}
        icon={unread ? MailOpen : Mail}
        forbidden={forbidden('seen')}
        onClick={alone(() => act(({ markRead, oneMessage }) => markRead(oneMessage(id), unread)))}
      />
    </div>
  )
}
