'use client'
import dynamic from 'next/dynamic'
import type { Message } from '#lib/api/messages.ts'
import { useOfFolders } from '#lib/browser/folders.ts'
import { isCalendar } from '#lib/mail/calendar/is-calendar.ts'
import { asksForReceipt } from '#lib/mail/receipt-request.ts'
import { requestWords } from '#lib/mail/words/requests.ts'

const InvitationCard = dynamic(
  () => import('./invitation-card.tsx').then((module) => module.InvitationCard),
  { ssr: false },
)
const ListNote = dynamic(() => import('./list-note.tsx').then((module) => module.ListNote))

/** What a message wants besides being read: between its header and its text, and only if there is something. */
export function MessageCards({ message }: { message: Message }) {
  const { id, folderId, listUnsubscribe } = message
  const role = useOfFolders((folders) => folders.find((folder) => folder.id === folderId)?.role)
  const isOwn = role === 'sent' || role === 'drafts'
  // Who leaves a list of junk tells it that somebody lives here.
  const list = !isOwn && role !== 'junk' ? listUnsubscribe : undefined
  const receipt = !isOwn && asksForReceipt(message.headers)
  const event = message.attachments.some((part) => isCalendar(part.contentType, part.filename))
  return (
    <>
      {(list || receipt) && (
        <div className="flex flex-col text-[13px] text-muted">
          {list && <ListNote key={id} id={id} offered={list} />}
          {receipt && <p className="py-1">{requestWords.receipt}</p>}
        </div>
      )}
      {event && <InvitationCard key={id} id={id} />}
    </>
  )
}
