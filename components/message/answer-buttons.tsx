'use client'
import type { LucideIcon } from 'lucide-react'
import { Forward, Mails, PenLine, Reply, ReplyAll, SquarePen } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { MenuItem } from '#components/ui/menu.tsx'
import type { Message } from '#lib/api/messages.ts'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import { useOwnAddresses } from '#lib/browser/own-addresses.ts'
import { useCanSend } from '#lib/browser/session.ts'
import type { AnswerName } from '#lib/browser/start-writing.ts'
import { prepareWriting, write } from '#lib/browser/write.ts'
import { hasOthers } from '#lib/mail/answer-recipients.ts'
import { answeringWords as words } from '#lib/mail/words/answering.ts'

type Answer = { name: Extract<AnswerName, 'reply' | 'replyAll' | 'forward'>; label: string; icon: LucideIcon }

const ANSWERS: readonly Answer[] = [
  { name: 'reply', label: words.reply, icon: Reply },
  { name: 'replyAll', label: words.replyAll, icon: ReplyAll },
  { name: 'forward', label: words.forward, icon: Forward },
]

/** Whether a message is still being written. */
function isDraft({ flags }: Message): boolean {
  return flags.includes('\\Draft')
}

/** The answers that make sense: none to a draft, and to all only where there are others. */
function useAnswers(message: Message): readonly Answer[] {
  const canSend = useCanSend()
  const own = useOwnAddresses()
  if (!canSend || isDraft(message)) return []
  return ANSWERS.filter(({ name }) => name !== 'replyAll' || hasOthers(message, own))
}

function begin(name: AnswerName, { id }: Message): void {
  write((start) => start.answer(name, id))
}

/** Below a message: what one does when one has read it. */
export function AnswerButtons({ message }: { message: Message }) {
  const answers = useAnswers(message)
  const keyHint = useKeyHint()
  if (answers.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no fieldset of a form
    <div role="group" aria-label={words.answers} className="flex flex-wrap gap-2 pt-1 print:hidden">
      {answers.map(({ name, label, icon }) => {
        const { hint, ...keys } = keyHint(name)
        return (
          <Button
            key={name}
            {...keys}
            title={hint && `${label} (${hint})`}
            onPointerEnter={prepareWriting}
            onFocus={prepareWriting}
            onClick={() => begin(name, message)}
            className="max-sm:flex-1 max-sm:px-2"
          >
            <Icon of={icon} size={16} className="text-muted rtl:-scale-x-100" />
            {label}
          </Button>
        )
      })}
    </div>
  )
}

/** The same in a toolbar that has room. */
export function AnswerTools({ message }: { message: Message }) {
  const keyHint = useKeyHint()
  return useAnswers(message).map(({ name, label, icon }) => (
    <IconButton
      key={name}
      {...keyHint(name)}
      label={label}
      icon={icon}
      onPointerEnter={prepareWriting}
      onFocus={prepareWriting}
      onClick={() => begin(name, message)}
      className="rtl:-scale-x-100 @max-xl:hidden"
    />
  ))
}

/** What is above a message that is a draft: the way on. */
export function DraftNote({ message }: { message: Message }) {
  const canSend = useCanSend()
  if (!canSend || !isDraft(message)) return null
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg bg-warn px-3.5 py-2 print:hidden">
      <p className="min-w-0 flex-1 basis-48">{words.isDraft}</p>
      <Button kind="primary" onClick={() => write((start) => start.goOnWriting(message.id))}>
        <Icon of={PenLine} size={16} />
        {words.continueWriting}
      </Button>
    </div>
  )
}

/** What else can be written from a message, for its menu. `all`: with the answers that stand elsewhere too. */
export function useAnswerItems(message: Message, all: boolean): MenuItem[] {
  const canSend = useCanSend()
  const answers = useAnswers(message)
  if (!canSend) return []
  const item = (name: AnswerName, label: string, icon: LucideIcon): MenuItem => ({
    label,
    icon,
    onSelect: () => begin(name, message),
  })
  return [
    ...(all ? answers.map(({ name, label, icon }) => item(name, label, icon)) : []),
    ...(isDraft(message) ? [] : [item('forwardAsFile', words.forwardAsFile, Mails)]),
    item('editAsNew', words.editAsNew, SquarePen),
  ]
}
