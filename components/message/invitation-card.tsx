'use client'
import type { LucideIcon } from 'lucide-react'
import { MapPin, Repeat, User, Users, Video } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { Invitation } from '#lib/api/invitation.ts'
import { useClock } from '#lib/browser/clock.ts'
import { useInvitation } from '#lib/browser/invitation.ts'
import { invitationWords, leafOf, ownWhen, recurrenceWords, wallWhen } from '#lib/mail/words/invitation.ts'
import { InvitationAnswer } from './invitation-answer.tsx'
import { TextPieces } from './text-pieces.tsx'

/** The event that a message brings: what, when for the person who reads, how often, where, and who asks. */
export function InvitationCard({ id }: { id: MessageId }) {
  const invitation = useInvitation(id)
  if (invitation === null) return null
  if (!invitation)
    return (
      <div role="status" aria-label={invitationWords.loading} className={`${CARD} min-h-34`}>
        <Skeleton className="h-14 w-13" />
        <span className="flex flex-1 flex-col gap-2.5 pt-1">
          <Skeleton className="h-4 w-2/5" />
          <Skeleton className="h-3.5 w-3/5" />
        </span>
      </div>
    )
  return <Card id={id} invitation={invitation} />
}

const CARD = 'flex gap-4 rounded-card border border-line bg-page p-4'

function Card({ id, invitation }: { id: MessageId; invitation: Invitation }) {
  const { timeZone } = useClock()
  const { summary, kind, others, occurrence, answer } = invitation
  const leaf = leafOf(invitation, timeZone)
  return (
    <section aria-label={invitationWords.card} className={CARD}>
      <div
        aria-hidden="true"
        className="flex h-fit w-13 flex-none flex-col overflow-hidden rounded-lg border border-line bg-surface text-center"
      >
        <span className="bg-accent py-0.5 text-xs font-semibold text-on-accent">{leaf.month}</span>
        <span className="py-1 text-title leading-tight font-strong tabular-nums">{leaf.day}</span>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <Kind invitation={invitation} />
        <h3
          dir="auto"
          className={`text-[17px] leading-snug font-strong [overflow-wrap:anywhere] ${kind === 'cancel' ? 'line-through decoration-1' : ''}`}
        >
          {summary || invitationWords.untitled}
        </h3>
        <When invitation={invitation} timeZone={timeZone} />
        {answer && (
          <p className="font-semibold [overflow-wrap:anywhere]">
            {invitationWords.answers[answer.status](answer.from.name || answer.from.address)}
          </p>
        )}
        {occurrence && <p className="text-s text-muted">{invitationWords.occurrence}</p>}
        <Details invitation={invitation} timeZone={timeZone} />
        <InvitationAnswer id={id} invitation={invitation} />
        {others > 0 && <p className="pt-1 text-s text-muted">{invitationWords.others(others)}</p>}
      </div>
    </section>
  )
}

function Kind({ invitation }: { invitation: Invitation }) {
  const { now } = useClock()
  const { kind, updated, tentative, start, end, recurrence } = invitation
  const last = end?.at ?? start.at
  const isOver = kind !== 'cancel' && !recurrence && last !== null && new Date(last) < now
  const name = kind === 'request' && updated ? invitationWords.updated : invitationWords.kinds[kind]
  return (
    <p className="text-s font-semibold text-muted">
      <span className={kind === 'cancel' ? 'text-danger' : 'text-accent'}>{name}</span>
      {tentative && ` · ${invitationWords.tentative}`}
      {isOver && ` · ${invitationWords.over}`}
    </p>
  )
}

type Timed = { invitation: Invitation; timeZone: string | undefined }

/** The reader's own time first; the organiser's where their clock shows another. */
function When({ invitation, timeZone }: Timed) {
  const { start, allDay } = invitation
  const own = ownWhen(invitation, timeZone)
  const planned = wallWhen(invitation, timeZone)
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <time dateTime={start.at ?? start.local}>{own}</time>
      </p>
      {start.at && start.zone && own !== planned && (
        <p className="text-s text-muted [overflow-wrap:anywhere]">
          {invitationWords.organizerTime(planned, start.zone)}
        </p>
      )}
      {!start.at && !allDay && (
        <p className="text-s text-muted [overflow-wrap:anywhere]">
          {start.zone ? invitationWords.unknownZone(start.zone) : invitationWords.floating}
        </p>
      )}
    </>
  )
}

function Details({ invitation, timeZone }: Timed) {
  const { kind, recurrence, start, location, link, organizer, attendees, accepted } = invitation
  const host = URL.parse(link ?? '')?.hostname
  return (
    <ul className="flex flex-col gap-1 pt-1.5 text-[13px]">
      {recurrence && <Detail icon={Repeat}>{recurrenceWords(recurrence, start, timeZone)}</Detail>}
      {location && (
        <Detail icon={MapPin}>
          <span className="sr-only">{invitationWords.where}: </span>
          <bdi>
            <TextPieces text={location} />
          </bdi>
        </Detail>
      )}
      {link && host && kind !== 'cancel' && !location.includes(link) && (
        <Detail icon={Video}>
          <a href={link} target="_blank" rel="noopener noreferrer" className="text-accent underline">
            {invitationWords.join(host)}
          </a>
        </Detail>
      )}
      {organizer && (
        <Detail icon={User}>
          {invitationWords.organizer}: {organizer.name && <bdi>{organizer.name} </bdi>}
          <bdi className={organizer.name ? 'text-muted' : ''}>{organizer.address}</bdi>
        </Detail>
      )}
      {attendees > 0 && (
        <Detail icon={Users}>
          {invitationWords.invited(attendees)}
          {accepted > 0 && `, ${invitationWords.accepted(accepted)}`}
        </Detail>
      )}
    </ul>
  )
}

function Detail({ icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <li className="flex gap-2.5">
      <Icon of={icon} size={16} className="mt-0.5 text-muted" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </li>
  )
}
