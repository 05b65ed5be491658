// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
// biome-ignore-all lint/a11y/useFocusableInteractive: of a grid one row takes the focus (ARIA practices, grid), not each cell
'use client'
import { Paperclip } from 'lucide-react'
import dynamic from 'next/dynamic'
import type { MouseEvent } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { MessageSummary } from '#lib/api/messages.ts'
import { useClock } from '#lib/browser/clock.ts'
import { useForbidden } from '#lib/browser/forbidden.ts'
import { openMessage, usePlace } from '#lib/browser/place.ts'
import { readHovered } from '#lib/browser/read-hovered.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { urlOf } from '#lib/mail/place.ts'
import { exactDate, nearDate } from '#lib/mail/words/dates.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { RowActions, StarButton } from './row-actions.tsx'
import { selectRange, selectRow } from './select-rows.ts'

// Not everybody labels mail. Where the server rendered labels, they come with the page.
const RowLabels = dynamic(() =>
  import('#components/labels/row-labels.tsx').then((module) => module.RowLabels),
)

// RFC 9051 §2.3.2: a system flag begins with a backslash.
const isKeyword = (flag: string) => !flag.startsWith('\\')

export type RowState = {
  selected: boolean
  /** It is the message that is read now. */
  open: boolean
  /** Tab reaches this one of all rows. */
  focusable: boolean
  /** Something is selected: every row shows its box. */
  selecting: boolean
}

type RowProps = {
  summary: MessageSummary
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
export function MessageRow({ summary, index, state, folderName, byRecipient }: RowProps) {
  const { id, flags } = summary
  const unread = !flags.includes('\\Seen')
  const sender = people(summary, byRecipient)
  const forbidden = useForbidden(summary.folderId)
  const click = (event: MouseEvent) => {
    event.preventDefault()
    if (event.shiftKey) void selectRange(id)
    else if (event.ctrlKey || event.metaKey) selectRow(id)
    else openMessage(id)
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
      onPointerEnter={() => readHovered(id)}
      onPointerLeave={() => readHovered(null)}
      className={
        'group relative flex h-row select-none gap-2 border-line border-b py-[11px] ps-2 pe-3.5 outline-offset-[-2px] ' +
        'in-data-[density=compact]:py-2 ' +
        'hover:bg-hover aria-selected:bg-selected data-open:bg-selected max-sm:py-3 ' +
        'data-open:shadow-[inset_3px_0_var(--color-accent)] rtl:data-open:shadow-[inset_-3px_0_var(--color-accent)] ' +
        `${state.selecting ? 'pointer-coarse:ps-8' : ''}`
      }
    >
      <RowBox id={id} unread={unread} sender={sender} state={state} />
      <div role="gridcell" id={`${rowId(id)}-text`} className="min-w-0 flex-1">
        <RowText
          summary={summary}
          sender={sender}
          folderName={folderName}
          unread={unread}
          focusable={state.focusable}
        />
      </div>
      <div role="gridcell" className="contents">
        <StarButton
          id={id}
          on={flags.includes('\\Flagged')}
          focusable={state.focusable}
          forbidden={forbidden}
        />
        <RowActions id={id} unread={unread} focusable={state.focusable} forbidden={forbidden} />
      </div>
    </div>
  )
}

type BoxProps = { id: string; unread: boolean; sender: string; state: RowState }

/** The dot of what is unread; the row's checkbox in its place on hover, focus, and while something is selected. */
function RowBox({ id, unread, sender, state }: BoxProps) {
  // A finger finds it where the dot is: pressing there begins a selection.
  const shown = state.selecting ? 'opacity-100 pointer-coarse:w-11' : 'opacity-0 pointer-coarse:w-8'
  const dotted = state.selecting ? 'opacity-0' : 'group-hover:opacity-0 group-focus-within:opacity-0'
  return (
    <div role="gridcell" className="w-3 flex-none">
      {unread && (
        <span
          className={`mx-0.5 mt-[5px] block size-2 rounded-full bg-accent pointer-coarse:opacity-100 ${dotted}`}
        />
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the label widens the target of the checkbox in it */}
      <label
        onClick={(event) => event.stopPropagation()}
        className={
          'absolute inset-y-0 start-0 grid w-7 place-items-center group-hover:opacity-100 group-focus-within:opacity-100 ' +
          `has-focus-visible:opacity-100 ${shown}`
        }
      >
        <input
          type="checkbox"
          checked={state.selected}
          tabIndex={state.focusable ? 0 : -1}
          aria-label={listWords.selectMessage(sender)}
          onChange={() => selectRow(id)}
          onClick={(event) => {
            if (!event.shiftKey) return
            event.preventDefault()
            void selectRange(id)
          }}
          className="size-4 accent-accent"
        />
      </label>
    </div>
  )
}

type TextProps = {
  summary: MessageSummary
  sender: string
  folderName: string | null
  unread: boolean
  focusable: boolean
}

function stateText({ flags, hasAttachments }: MessageSummary): string {
  const states = [
    flags.includes('\\Seen') ? '' : listWords.rowUnread,
    flags.includes('\\Flagged') ? listWords.rowStarred : '',
    flags.includes('\\Answered') ? listWords.rowAnswered : '',
    hasAttachments ? listWords.rowAttachment : '',
  ]
  return states.filter(Boolean).join(', ')
}

function RowText({ summary, sender, folderName, unread, focusable }: TextProps) {
  const { now, timeZone } = useClock()
  const place = usePlace()
  const date = summary.date ?? summary.receivedAt
  const strong = unread ? 'font-strong' : ''
  const compact = useSettings().density === 'compact'
  const labels = summary.flags.some(isKeyword) && <RowLabels flags={summary.flags} focusable={focusable} />
  return (
    <>
      <span className="sr-only">{stateText(summary)} </span>
      <div className="flex items-center gap-1.5">
        <span className={`min-w-0 flex-1 truncate ${strong}`}>
          <bdi>{sender}</bdi>
        </span>
        {folderName && (
          <span className="max-w-32 truncate rounded-md border border-line bg-page px-1.5 text-muted text-xs">
            {folderName}
          </span>
        )}
        {summary.hasAttachments && <Icon of={Paperclip} size={14} className="text-muted" />}
        <time
          dateTime={date}
          title={exactDate(date, timeZone)}
          className={`relative text-s tabular-nums ${unread ? 'font-semibold text-accent' : 'text-muted'}`}
        >
          {nearDate(date, now, timeZone)}
        </time>
      </div>
      <div className={compact ? 'truncate pe-6' : 'pe-6'}>
        {compact && labels}
        <a
          href={urlOf({ ...place, messageId: summary.id })}
          tabIndex={-1}
          draggable={false}
          onClick={(event) => {
            // The middle button and its like open a tab of their own; everything else is the row's.
            if (event.button !== 0) event.stopPropagation()
            else event.preventDefault()
          }}
          onAuxClick={(event) => event.stopPropagation()}
          className={`outline-none ${compact ? '' : 'block truncate'} ${strong} ${summary.subject ? '' : 'text-muted italic'}`}
        >
          <bdi>{summary.subject || listWords.noSubject}</bdi>
        </a>
        {compact && summary.preview && (
          <span className="text-muted text-s">
            {' – '}
            <bdi>{summary.preview}</bdi>
          </span>
        )}
      </div>
      {!compact && (
        <div className="flex items-center">
          {labels}
          <bdi className="min-w-0 flex-1 truncate text-muted text-s">{summary.preview}</bdi>
        </div>
      )}
    </>
  )
}
