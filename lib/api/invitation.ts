/** What a calendar part says, as the card shows it. */
import * as z from 'zod/mini'
import { Address } from './messages.ts'

/**
 * A time as the organiser wrote it and, where that can be told, as a moment. `local`: `2026-11-24T14:00:00`, or a day
 * `2026-11-24`. `at`: ISO 8601 UTC; null for a day, for a floating time and for an unknown zone. `zone`: the organiser's,
 * as an IANA name or in their words; null for UTC and floating times.
 */
export const EventTime = z.object({
  local: z.string(),
  at: z.nullable(z.string()),
  zone: z.nullable(z.string()),
})
export type EventTime = z.infer<typeof EventTime>

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** RRULE (RFC 5545 §3.3.10), as much of it as can be said in words. */
export const Recurrence = z.object({
  frequency: z.enum(['daily', 'weekly', 'monthly', 'yearly']),
  interval: z.number(),
  /** `nth` 2 is the second of the month or year, -1 the last, 0 every one. */
  days: z.array(z.object({ day: z.enum(WEEKDAYS), nth: z.number() })),
  /** 1 to 31; -1 is the last. */
  monthDays: z.array(z.number()),
  /** 1 to 12. */
  months: z.array(z.number()),
  count: z.nullable(z.number()),
  until: z.nullable(EventTime),
  /** Some dates are left out or added. */
  exceptions: z.boolean(),
  /** False: the rule says more than stands here, and this is only its rhythm. */
  complete: z.boolean(),
})
export type Recurrence = z.infer<typeof Recurrence>

/** An event. Counts are of all attendees; texts are plain and cut where nobody reads on. */
export const Invitation = z.object({
  kind: z.enum(['request', 'cancel', 'reply', 'counter', 'publish']),
  summary: z.string(),
  location: z.string(),
  /** Where one joins by video or telephone: http(s) only. */
  link: z.nullable(z.string()),
  start: EventTime,
  /** The end; of whole days the last day itself. */
  end: z.nullable(EventTime),
  allDay: z.boolean(),
  tentative: z.boolean(),
  /** SEQUENCE is above 0: it was sent before and has changed. */
  updated: z.boolean(),
  /** Only one occurrence of a series is meant (RECURRENCE-ID). */
  occurrence: z.boolean(),
  recurrence: z.nullable(Recurrence),
  organizer: z.nullable(Address),
  attendees: z.number(),
  accepted: z.number(),
  /** Of a reply: who answers, and what. */
  answer: z.nullable(
    z.object({
      from: Address,
      status: z.enum(['accepted', 'declined', 'tentative', 'delegated', 'unknown']),
    }),
  ),
  /** As whom one is asked and can answer; null where one is not, or nobody asks. */
  attendee: z.nullable(Address),
  /** Events in the same part that are not shown. */
  others: z.number(),
})
export type Invitation = z.infer<typeof Invitation>

/** `GET /api/messages/:id/invitation`; null where nothing in the message can be read as an event. */
export const InvitationAnswer = z.object({ invitation: z.nullable(Invitation) })
export type InvitationAnswer = z.infer<typeof InvitationAnswer>

/** `POST /api/messages/:id/invitation`: whether one comes. */
export const InvitationReply = z.object({
  status: z.enum(['accepted', 'tentative', 'declined']),
  comment: z._default(z.string().check(z.maxLength(2000)), ''),
})
export type InvitationReply = z.infer<typeof InvitationReply>
