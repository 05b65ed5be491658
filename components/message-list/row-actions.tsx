'use client'
import { Archive, Mail, MailOpen, Trash2 } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { type ActionProps, press } from './star-button.tsx'

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
