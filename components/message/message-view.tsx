'use client'
import { ArrowLeft, CircleAlert, MailX } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { useNeighbours } from '#lib/browser/current-list.ts'
import { readAhead, useMessage } from '#lib/browser/message.ts'
import { leaveMessage } from '#lib/browser/place.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { AnswerButtons, DraftNote } from './answer-buttons.tsx'
import { Attachments } from './attachments.tsx'
import { ConversationView } from './conversation-view.tsx'
import { type Dialog, MemberMenu } from './member-menu.tsx'
import { MessageBody } from './message-body.tsx'
import { MessageCards } from './message-cards.tsx'
import { MessageHeader } from './message-header.tsx'
import { MessageSkeleton } from './message-skeleton.tsx'
import { MessageToolbar, StarButton } from './message-toolbar.tsx'
import { useReadOnceShown } from './read-once-shown.ts'

const HeadersDialog = dynamic(() => import('./headers-dialog.tsx').then((module) => module.HeadersDialog), {
  ssr: false,
})
const SourceDialog = dynamic(() => import('./source-dialog.tsx').then((module) => module.SourceDialog), {
  ssr: false,
})

/** The open message with all that can be done with it, among those it belongs to. */
export function MessageView({ id }: { id: MessageId }) {
  const { message, error, retry } = useMessage(id)
  usePrefetchedNeighbours(id)
  if (message) return <MessagePane message={message} />
  if (error) return <NotShown error={error} retry={retry} />
  return <OnItsWay key={id} />
}

/** The shape of what comes, and the way back for who won't wait. */
function OnItsWay() {
  return (
    <div className={PANE}>
      <div className="flex h-14 flex-none items-center border-b border-line px-1.5 sm:px-5">
        <IconButton
          label={messageWords.back}
          icon={ArrowLeft}
          onClick={leaveMessage}
          className="rtl:-scale-x-100 lg:hidden"
        />
      </div>
      <div className={COLUMN}>
        <MessageSkeleton />
      </div>
    </div>
  )
}

const PANE = 'flex h-full min-h-0 min-w-0 flex-col bg-surface print:block print:h-auto'
const COLUMN = 'flex w-full max-w-[892px] flex-col gap-4.5 px-4 py-5 sm:px-9 sm:py-6.5'

function MessagePane({ message }: { message: Message }) {
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const isScrolled = useRef(false)
  const { id } = message
  useLayoutEffect(() => {
    // The next message begins at its top; the frame is kept, so the pane is the same. A pane that was not scrolled is left
    // alone: it would be laid out for that before it is whole.
    if (scroller.current && id && isScrolled.current) scroller.current.scrollTop = 0
    isScrolled.current = false
  }, [id])
  return (
    <article aria-label={message.subject || messageWords.noSubject} className={PANE}>
      <MessageToolbar
        message={message}
        onHeaders={() => setDialog({ kind: 'headers', of: message })}
        onSource={() => setDialog({ kind: 'source', of: message })}
      />
      <div
        ref={scroller}
        tabIndex={-1}
        onScroll={() => {
          isScrolled.current = true
        }}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-[env(safe-area-inset-bottom)] outline-none print:overflow-visible"
      >
        <div className={COLUMN}>
          <ConversationView
            opened={message}
            show={(member, titled) => (
              <Content
                message={member}
                home={scroller}
                opened={member.id === id}
                // By itself it has its subject above it, and the toolbar is about it alone.
                titled={titled}
                menu={
                  !titled && <MemberMenu message={member} opened={member.id === id} onDialog={setDialog} />
                }
              />
            )}
          />
        </div>
      </div>
      {dialog?.kind === 'headers' && <HeadersDialog message={dialog.of} onClose={() => setDialog(null)} />}
      {dialog?.kind === 'source' && <SourceDialog message={dialog.of} onClose={() => setDialog(null)} />}
    </article>
  )
}

type ContentProps = {
  message: Message
  /** It is the one that was opened: the answers are below it. */
  opened: boolean
  titled: boolean
  menu: ReactNode
  home: RefObject<HTMLElement | null>
}

/** A message that is open to be read, which marks it as read. */
function Content({ message, opened, titled, menu, home }: ContentProps) {
  useReadOnceShown(message)
  return (
    <>
      <MessageHeader message={message} star={<StarButton message={message} />} menu={menu} titled={titled} />
      <DraftNote message={message} />
      <MessageCards message={message} />
      <MessageBody message={message} home={home} />
      <Attachments message={message} />
      {opened && <AnswerButtons message={message} />}
    </>
  )
}

function NotShown({ error, retry }: { error: Error; retry: () => void }) {
  const code = error instanceof MailError ? error.code : 'internal'
  const gone = code === 'not_found' || code === 'uidvalidity_changed'
  return (
    <div className={PANE}>
      <EmptyState
        icon={gone ? MailX : CircleAlert}
        title={gone ? messageWords.gone : messageWords.failed}
        action={
          <span className="flex gap-2">
            {!gone && (
              <Button kind="primary" onClick={retry}>
                {ui.tryAgain}
              </Button>
            )}
            <Button onClick={leaveMessage}>{messageWords.backToList}</Button>
          </span>
        }
      >
        {gone ? messageWords.goneHint : error.message}
      </EmptyState>
    </div>
  )
}

/** The messages before and after are read ahead: `j` and `k` wait for nothing. */
function usePrefetchedNeighbours(id: MessageId): void {
  const { previous, next } = useNeighbours(id)
  useEffect(() => {
    readAhead(
      'neighbours',
      [next, previous].filter((neighbour) => neighbour !== null),
    )
    return () => readAhead('neighbours', [])
  }, [previous, next])
}
