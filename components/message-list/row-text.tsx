'use client'
import { Paperclip } from 'lucide-react'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { MessageSummary } from '#lib/api/messages.ts'
import { useClock } from '#lib/browser/clock.ts'
import { usePlace } from '#lib/browser/place.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { urlOf } from '#lib/mail/place.ts'
import { exactDate, nearDate } from '#lib/mail/words/dates.ts'
import { listWords } from '#lib/mail/words/list.ts'

// Not everybody labels mail. Where the server rendered labels, they come with the page.
const RowLabels = dynamic(() =>
  import('#components/labels/row-labels.tsx').then((module) => module.RowLabels),
)

// RFC 9051 §2.3.2: a system flag begins with a backslash.
const isKeyword = (flag: string) => !flag.startsWith('\\')

type TextProps = {
  summary: MessageSummary
  /** Who wrote it, or to whom; takes the room that the rest of its line leaves. */
  people: ReactNode
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

/** What a row says: its state, people and date; subject; labels and preview. */
export function RowText({ summary, people, folderName, unread, focusable }: TextProps) {
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
        {people}
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
