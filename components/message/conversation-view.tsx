'use client'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message, MessageSummary } from '#lib/api/messages.ts'
import { useConversation } from '#lib/browser/conversation.ts'
import { conversationWords } from '#lib/mail/words/conversation.ts'
import { ConversationLine } from './conversation-line.tsx'
import { ConversationMember } from './conversation-member.tsx'
import { Subject } from './message-header.tsx'
import { StillLooking } from './still-looking.tsx'

/** Draws a message that is open; `titled`: with its subject. */
export type ShowMessage = (message: Message, titled: boolean) => ReactNode

/** So many unread ones are open from the beginning: each is read and drawn whole. */
const MOST_OPEN = 5
/** Of a longer run of folded ones the first and the last two are shown. */
const LONG_RUN = 5

/**
 * The open message among those it belongs to, oldest first: unread ones are open too, others folded to one line. A message
 * that belongs to no others is all there is.
 */
export function ConversationView({ opened, show }: { opened: Message; show: ShowMessage }) {
  const { members, pending } = useConversation(opened.id)
  const openness = useOpenMembers(opened.id, members)
  const together = members.length > 0
  const at = members.findIndex(({ id }) => id === opened.id)
  const drawn = { ...openness, show }
  return (
    <>
      {together && (
        <div className="flex items-baseline gap-3">
          <Subject of={opened} />
          <span className="flex-none text-s text-muted tabular-nums">
            {conversationWords.count(members.length)}
          </span>
        </div>
      )}
      <Members key={`before ${opened.id}`} of={members.slice(0, Math.max(0, at))} {...drawn} />
      {/* The same element in any case: a frame that is moved in the page begins anew. */}
      <div
        data-member={together ? 'opened' : undefined}
        tabIndex={together ? -1 : undefined}
        className={together ? 'flex min-w-0 flex-col gap-4.5 outline-offset-8 outline-focus' : 'contents'}
      >
        {show(opened, !together)}
      </div>
      <Members key={`after ${opened.id}`} of={at < 0 ? [] : members.slice(at + 1)} {...drawn} />
      <StillLooking in={pending} />
    </>
  )
}

type MembersProps = {
  of: readonly MessageSummary[]
  isOpen: (id: MessageId) => boolean
  /** Whether somebody folded or unfolded it: the focus goes along. */
  byHand: (id: MessageId) => boolean
  setOpen: (id: MessageId, open: boolean) => void
  show: ShowMessage
}

function Members({ of, isOpen, byHand, setOpen, show }: MembersProps) {
  const [all, setAll] = useState(false)
  const runs = all ? of.map((member) => [member]) : runsOf(of, isOpen)
  if (of.length === 0) return null
  return (
    <ol className="flex min-w-0 flex-col">
      {runs.map((run) => {
        const [member] = run
        if (!member) return null
        return (
          <li key={member.id} className="border-line border-t last:border-b">
            {run.length > 1 ? (
              <Button kind="text" className="my-1 -ms-3.5" onClick={() => setAll(true)}>
                {conversationWords.more(run.length)}
              </Button>
            ) : isOpen(member.id) ? (
              <ConversationMember
                summary={member}
                show={(message) => show(message, false)}
                onFold={() => setOpen(member.id, false)}
                focused={byHand(member.id)}
              />
            ) : (
              <ConversationLine
                summary={member}
                onOpen={() => setOpen(member.id, true)}
                focused={byHand(member.id)}
              />
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** Each message by itself, but the middle of a long run of folded ones together. */
function runsOf(
  members: readonly MessageSummary[],
  isOpen: (id: MessageId) => boolean,
): (readonly MessageSummary[])[] {
  const folded = members.findIndex(({ id }) => isOpen(id))
  const end = folded < 0 ? members.length : folded
  const single = (some: readonly MessageSummary[]) => some.map((member) => [member])
  if (end <= LONG_RUN) return single(members)
  return [...single(members.slice(0, 1)), members.slice(1, end - 2), ...single(members.slice(end - 2))]
}

/** What was unread when it was first seen here stays open although it is read by that. */
function useOpenMembers(opened: MessageId, members: readonly MessageSummary[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<MessageId, boolean>>(new Map())
  const [seen, setSeen] = useState<{
    of: MessageId
    ids: ReadonlySet<MessageId>
    open: ReadonlySet<MessageId>
  }>({
    of: opened,
    ids: new Set(),
    open: new Set(),
  })
  const before = seen.of === opened ? seen : { ids: new Set<MessageId>(), open: new Set<MessageId>() }
  const fresh = members.filter(({ id }) => !before.ids.has(id) && id !== opened)
  if (fresh.length > 0 || seen.of !== opened) {
    const unread = fresh.filter(({ flags }) => !flags.includes('\\Seen')).map(({ id }) => id)
    setSeen({
      of: opened,
      ids: new Set([...before.ids, ...fresh.map(({ id }) => id)]),
      open: new Set([...before.open, ...unread].slice(0, MOST_OPEN)),
    })
  }
  return {
    isOpen: (id: MessageId) => chosen.get(id) ?? seen.open.has(id),
    byHand: (id: MessageId) => chosen.has(id),
    setOpen: (id: MessageId, open: boolean) => setChosen(new Map(chosen).set(id, open)),
  }
}
