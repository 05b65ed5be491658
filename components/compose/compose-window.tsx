'use client'
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import { NoticesOver } from '#components/ui/notices.tsx'
import { minimiseWindow } from '#lib/browser/compose-windows.ts'
import { strokeOf } from '#lib/browser/key-stroke.ts'
import type { OpenDraft } from '#lib/browser/open-draft.ts'
import { closeDraft, discardDraft } from '#lib/browser/open-drafts.ts'
import { learnLimits } from '#lib/browser/session.ts'
import type { Stand } from '#lib/mail/window-places.ts'
import { sizeWords } from '#lib/mail/words/message.ts'
import { wayWords } from '#lib/mail/words/ways-to-write.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { FileList } from './file-list.tsx'
import { useFileLimit } from './letter-acts.tsx'
import { LetterBody } from './letter-body.tsx'
import { LetterFields } from './letter-fields.tsx'
import { LetterFoot } from './letter-foot.tsx'
import { useBackCloses } from './use-back-closes.ts'
import { useFileDrop } from './use-file-drop.ts'
import { type Sending, useSending } from './use-sending.ts'
import { useWindowDialog } from './use-window-dialog.ts'
import { VersionBar } from './version-bar.tsx'
import { WindowHead } from './window-head.tsx'

type ComposeWindowProps = {
  open: OpenDraft
  stand?: Stand
  /** How often it was asked for. */
  called?: number
}

const LOOK =
  'pointer-events-auto m-0 flex-col overflow-hidden border-line bg-surface p-0 text-m text-text open:flex '

const STANDS: Record<Stand, string> = {
  open:
    'relative inset-auto h-[min(38rem,calc(100dvh-4.5rem))] max-h-none w-[min(540px,calc(100vw-1.5rem))] max-w-none ' +
    'flex-none rounded-t-xl border border-b-0 shadow-raised',
  minimised:
    'relative inset-auto w-54 max-w-54 min-w-11 flex-initial rounded-t-lg border border-b-0 shadow-raised ' +
    // On a phone it is in nobody's way while somebody reads.
    'max-sm:rounded-xl max-sm:border-b max-sm:group-data-reading/windows:hidden',
  full:
    'm-auto! h-[min(100dvh-4rem,64rem)] max-h-none w-[min(100vw-4rem,60rem)] max-w-none rounded-xl border shadow-raised ' +
    'backdrop:bg-scrim max-sm:m-0! max-sm:h-dvh max-sm:w-screen max-sm:rounded-none max-sm:border-0',
}

/** A message that is being written. What is written in one window draws no other anew. */
export const ComposeWindow = memo(({ open, stand = 'minimised', called = 0 }: ComposeWindowProps) => {
  const { key, draft } = open
  const ref = useWindowDialog({ draftKey: key, stand, called })
  const sending = useSending(open)
  const drop = useFileDrop(key)
  useEffect(learnLimits, [])
  // Two versions stand against each other: it goes nowhere before somebody chooses.
  const close = () => (open.newer === undefined ? closeDraft(key) : minimiseWindow(key))
  useBackCloses(key, stand === 'full' && isPhone(), close)
  const press = (event: KeyboardEvent) => {
    const stroke = event.defaultPrevented ? null : strokeOf(event.nativeEvent)
    if (stroke === 'Mod+Enter') sending.send()
    else if (stroke === 'Escape' && stand !== 'minimised') close()
    else return
    event.preventDefault()
  }
  const title = draft.subject || wayWords.newMessage
  const acts = { draftKey: key, sending, onDiscard: () => discardDraft(key) }
  return (
    <dialog
      ref={ref}
      aria-label={title}
      data-window={stand}
      onKeyDown={press}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      {...drop.events}
      className={LOOK + STANDS[stand]}
    >
      <WindowHead {...acts} title={title} stand={stand} onClose={close} />
      {/* Hidden, not gone: what the editor remembers is still there afterwards. */}
      <div
        hidden={stand === 'minimised'}
        inert={open.fate === 'sending'}
        className="flex min-h-0 flex-1 flex-col [&[hidden]]:hidden"
      >
        <Letter open={open} sending={sending} />
        <LetterFoot {...acts} />
      </div>
      {drop.isOver && <DropHere />}
      {/* Modal: nothing of the page is seen or heard there. */}
      {stand === 'full' && <NoticesOver />}
    </dialog>
  )
})

/** All that is written, and what is to be known about it. */
function Letter({ open, sending }: { open: OpenDraft; sending: Sending }) {
  const { key, draft } = open
  // Where one goes on: to whom, or what.
  const begins = useRef(draft.to.length > 0 ? 'body' : 'to').current
  return (
    <>
      <VersionBar open={open} />
      <p
        role="alert"
        className="flex-none border-line border-b px-4 py-2 text-danger [overflow-wrap:anywhere] empty:hidden"
      >
        {sending.problem}
      </p>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain">
        <LetterFields open={open} problemsOf={sending.problemsOf} focused={begins === 'to'} />
        <div data-begin={begins} className="contents">
          <LetterBody key={open.given} open={open} focused={begins === 'body' || open.given > 0} />
        </div>
        <FileList draftKey={key} />
      </div>
    </>
  )
}

function DropHere() {
  const most = useFileLimit()
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center rounded-lg border-2 border-accent border-dashed bg-surface/90"
    >
      <p className="font-semibold text-accent text-l">{words.dropHere}</p>
      {most !== undefined && <p className="text-muted">{words.upTo(sizeWords(most))}</p>}
    </div>
  )
}

function isPhone(): boolean {
  return matchMedia('(max-width: 640px)').matches
}
