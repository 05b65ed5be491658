/** What a stored draft says to Postern alone, in a header field of its own. It never leaves with a message. */
import * as z from 'zod'
import { MessageId } from '#lib/api/ids.ts'
import { firstField, parseHeader } from '#lib/mail/header-fields.ts'

const NAME = 'X-Postern-Draft'
/** Of a draft that was stored for hours, so many of its former places are remembered. */
const MOST_PLACES = 500

const Person = z.object({ name: z.string(), address: z.string() })
const people = z.array(Person).default([])

const DraftFacts = z.object({
  /** Where its former versions were: UIDs of the drafts folder. */
  before: z.object({ uidValidity: z.number(), uids: z.array(z.number()) }).optional(),
  /** Which window on which device stored it. */
  writer: z.uuid().optional(),
  inReplyTo: z.optional(MessageId),
  forwardOf: z.optional(MessageId),
  /** Whom nobody could write to as they stand there yet: `ma`, `sam@`. */
  from: people,
  to: people,
  cc: people,
  bcc: people,
  replyTo: people,
})
export type DraftFacts = z.infer<typeof DraftFacts>

/** Of a draft that another program stored. */
export const NO_FACTS: DraftFacts = DraftFacts.parse({})

/** The field, with its line end. Its lines are short enough for any server. */
export function draftField(facts: DraftFacts): string {
  const { before } = facts
  const short = before && { ...before, uids: before.uids.slice(-MOST_PLACES) }
  const text = Buffer.from(JSON.stringify({ ...facts, before: short })).toString('base64')
  return `${NAME}: ${text.match(/.{1,72}/g)?.join('\r\n ') ?? ''}\r\n`
}

/** What a draft's header says. */
export function draftFactsOf(header: Uint8Array): DraftFacts {
  const value = firstField(parseHeader(header), NAME.toLowerCase())?.replaceAll(/\s/g, '')
  if (!value) return NO_FACTS
  try {
    return DraftFacts.parse(JSON.parse(Buffer.from(value, 'base64').toString('utf8')))
  } catch {
    return NO_FACTS // somebody else's words in our field
  }
}

/** The name of the field, as `FETCH` asks for it. */
export const DRAFT_FIELD = NAME

/** A message with fields that only its writer may see, in front of the others. */
export function withFields(fields: string, raw: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(fields, 'utf8'), raw])
}
