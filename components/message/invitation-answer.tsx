'use client'
import { Check, CircleHelp, type LucideIcon, X } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { Invitation } from '#lib/api/invitation.ts'
import {
  ANSWERS,
  type AnswerStatus,
  answerInvitation,
  useGivenAnswer,
} from '#lib/browser/answer-invitation.ts'
import { useCanSend } from '#lib/browser/session.ts'
import { replyWords as words } from '#lib/mail/words/invitation-reply.ts'

const ICONS: Record<AnswerStatus, LucideIcon> = { accepted: Check, tentative: CircleHelp, declined: X }

/** Whether one comes: asked where one is invited, and said where one has answered. */
export function InvitationAnswer({ id, invitation }: { id: MessageId; invitation: Invitation }) {
  const canSend = useCanSend()
  const given = useGivenAnswer(id)
  const [changing, setChanging] = useState(false)
  if (!canSend || !invitation.attendee || !invitation.organizer) return null
  if (given && !changing)
    return (
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-2 font-semibold">
        <span className="flex items-center gap-2">
          <Icon of={ICONS[given]} size={16} className="text-accent" />
          {words.given[given]}
        </span>
        <Button onClick={() => setChanging(true)}>{words.change}</Button>
      </p>
    )
  const answer = (status: AnswerStatus, comment: string) => {
    setChanging(false)
    void answerInvitation(id, invitation, { status, comment, before: given })
  }
  return <Choice given={given} onAnswer={answer} />
}

type ChoiceProps = { given: AnswerStatus | null; onAnswer: (status: AnswerStatus, comment: string) => void }

function Choice({ given, onAnswer }: ChoiceProps) {
  const [comment, setComment] = useState('')
  const field = useId()
  return (
    <fieldset className="flex flex-col gap-2 pt-2">
      <legend className="sr-only">{words.question}</legend>
      <div className="flex flex-wrap gap-2">
        {ANSWERS.map((status) => (
          <Button
            key={status}
            kind={status === 'accepted' ? 'primary' : 'plain'}
            aria-pressed={status === given}
            onClick={() => onAnswer(status, comment)}
          >
            <Icon of={ICONS[status]} size={16} />
            {words.answers[status]}
          </Button>
        ))}
      </div>
      <label htmlFor={field} className="sr-only">
        {words.comment}
      </label>
      <input
        id={field}
        value={comment}
        maxLength={2000}
        placeholder={words.comment}
        autoComplete="off"
        dir="auto"
        onChange={(event) => setComment(event.target.value)}
        className={
          'h-9 w-full max-w-120 rounded-lg border border-line bg-surface px-3 outline-offset-[-2px] outline-focus ' +
          'placeholder:text-muted focus-visible:outline-2 pointer-coarse:h-11 pointer-coarse:text-[16px]'
        }
      />
    </fieldset>
  )
}
