// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
// biome-ignore-all lint/a11y/useFocusableInteractive: of a grid one row takes the focus (ARIA practices, grid), not each cell
'use client'
import dynamic from 'next/dynamic'
import type { MouseEvent } from 'react'
import type { MessageSummary, ThreadMember } from '#lib/api/messages.ts'
import { useForbidden } from '#lib/browser/forbidden.ts'
import { openRow } from '#lib/browser/open-row.ts'
import { pointAt } from '#lib/browser/pointed-row.ts'
import { readHovered } from '#lib/browser/read-from-list.ts'
import { asConversation } from '#lib/mail/conversation-summary.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { RowBox, type RowState } from './row-box.tsx'
import { RowText } from './row-text.tsx'
import { selectRange, selectRow } from './select-rows.ts'
import { StarButton } from './star-button.tsx'

// Hidden until somebody points at a row.
const RowActions = dynamic(() => import('./row-actions.tsx').then((module) => module.RowActions), {
  ssr: false,
})
// Most lists are of messages.
const ConversationPeople = dynamic(() =>
  import('./conversation-people.tsx').then((module) => module.ConversationPeople),
)

type RowProps = {
  summary: MessageSummary
  /** All that the row stands for, where that is a conversation; `summary` is the message that is shown for it. */
  members: readonly ThreadMember[] | null
  index: number
  state: RowState
  /** Shown where rows of several folders stand together. */
  folderName: string | null
  /** In Sent and Drafts a row says to whom. */
  byRecipient: boolean
}

function people(summary: MessageSummary, byRecipient: boolean): string {
  const names = (byRecipient ? summary.to : summary.from).map(({ name, address }) => name || address)
  if (byRecipient && names.length > 0) return listWords.toSomebody(names.join(', '))
  return names.join(', ') || listWords.noSender
}

/** The row's DOM id, by which the focus finds it. */
export function rowId(id: string): string {
  return `row-${id}`
}

/** One message of the list: sender, subject, preview; what it is and what can be done with it. */
export function MessageRow({ summary: shown, members, index, state, folderName, byRecipient }: RowProps) {
  const summary = members ? asConversation(shown, members) : shown
  const { id, flags } = summary
  const unread = !flags.includes('\\Seen')
  const sender = people(summary, byRecipient)
  const forbidden = useForbidden(summary.folderId)
  const about = { id, forbidden, focusable: state.focusable, count: members?.length ?? 1 }
  const click = (event: MouseEvent) => {
    event.preventDefault()
    if (event.shiftKey) void selectRange(id)
    else if (event.ctrlKey || event.metaKey) selectRow(id)
    else openRow(id)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page's keys (Enter, x, j, k) act on the row that has the focus
    <div
      role="row"
      id={rowId(id)}
      aria-rowindex={index + 1}
      aria-selected={state.selected}
      aria-labelledby={`${rowId(id)}-text`}
      data-open={state.open || undefined}
      tabIndex={state.focusable ? 0 : -1}
      onClick={click}
      onPointerEnter={({ pointerType }) => {
        readHovered(id)
        pointAt(pointerType === 'touch' ? null : id)
      }}
      onPointerLeave={() => {
        readHovered(null)
        pointAt(null)
      }}
      className={
        'group relative flex h-row select-none gap-2 border-line border-b py-[11px] ps-2 pe-3.5 outline-offset-[-2px] ' +
        'in-data-[density=compact]:py-2 ' +
        'hover:bg-hover aria-selected:bg-selected data-open:bg-selected max-sm:py-3 ' +
        'data-open:shadow-[inset_3px_0_var(--color-accent)] rtl:data-open:shadow-[inset_-3px_0_var(--color-accent)] ' +
        `${state.selecting ? 'pointer-coarse:ps-8' : ''}`
      }
    >
      <RowBox
        id={id}
        unread={unread}
        label={members ? listWords.selectConversation(sender) : listWords.selectMessage(sender)}
        state={state}
      />
      <div role="gridcell" id={`${rowId(id)}-text`} className="min-w-0 flex-1">
        <RowText
          summary={summary}
          people={
            members ? (
              <ConversationPeople members={members} to={byRecipient ? sender : null} />
            ) : (
              <span className={`min-w-0 flex-1 truncate ${unread ? 'font-strong' : ''}`}>
                <bdi>{sender}</bdi>
              </span>
            )
          }
          folderName={folderName}
          unread={unread}
          focusable={state.focusable}
        />
      </div>
      <div role="gridcell" className="contents">
        <StarButton {...about} on={flags.includes('\\Flagged')} />
        <RowActions {...about} unread={unread} />
      </div>
    </div>
  )
}
