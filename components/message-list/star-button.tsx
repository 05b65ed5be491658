'use client'
import { Star } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import { act } from '#lib/browser/act.ts'
import type { Forbidden } from '#lib/browser/forbidden.ts'
import { listWords } from '#lib/mail/words/list.ts'

// A press on a button in the row opens nothing.
export const press = (id: MessageId, what: Parameters<typeof act>[1]) => (event: MouseEvent) => {
  event.stopPropagation()
  act(id, what)
}

/** What the buttons of a row are about. */
export type ActionProps = {
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
