/** What the outbox keeps of a send: sealed under `SESSION_SECRET`, since it must outlive every session. */
import * as z from 'zod'
import type { SendState } from '#lib/api/compose.ts'
import { MessageId } from '#lib/api/ids.ts'
import { Secret } from '#lib/server/session/sealed-credentials.ts'
import { openJson, sealJson } from '#lib/server/store/sealed-bytes.ts'
import type { SendRow, SendStep } from '#lib/server/store/send-rows.ts'

/** What is left to do. The message itself is a sealed file. */
const SendJob = z.object({
  secret: Secret,
  /** As the server is told of them. */
  from: z.string(),
  recipients: z.array(z.string()),
  /** Bytes of the message. */
  size: z.number(),
  /** RFC 5322's, without brackets. */
  messageId: z.string(),
  /** Lines that only the writer's copies have, each with its end. */
  bccField: z.string(),
  draftField: z.string(),
  inReplyTo: z.optional(MessageId),
  forwardOf: z.optional(MessageId),
  draftId: z.optional(MessageId),
})
export type SendJob = z.infer<typeof SendJob>

/** What the person is told; the step says the status. */
const Told = z.object({
  refused: z.array(z.object({ address: z.string(), detail: z.string() })),
  detail: z.string().optional(),
  draftId: z.string().optional(),
  copyId: z.string().optional(),
})
export type Told = z.infer<typeof Told>

function purposes(id: string) {
  return { job: `send ${id}`, told: `told ${id}` }
}

/** Sealed for this send alone: another send’s id opens nothing. */
export function sealJob(id: string, job: SendJob): Uint8Array {
  return sealJson(purposes(id).job, job)
}

/** Likewise; it stays when the job is done. */
export function sealTold(id: string, told: Told): Uint8Array {
  return sealJson(purposes(id).told, told)
}

/** Null where nothing is left to do, or nobody can open it any more. */
export function jobOf({ id, sealed }: SendRow): SendJob | null {
  const parsed = SendJob.safeParse(sealed && openJson(purposes(id).job, sealed))
  return parsed.success ? parsed.data : null
}

/** What the person was told so far; nothing where it can’t be opened any more. */
export function toldOf({ id, told }: SendRow): Told {
  const parsed = Told.safeParse(openJson(purposes(id).told, told))
  return parsed.success ? parsed.data : { refused: [] }
}

const STATUS: Record<SendStep, SendState['status']> = {
  waiting: 'waiting',
  sending: 'sending',
  ending: 'sending',
  sent: 'sent',
  failed: 'failed',
  unknown: 'unknown',
  'taken-back': 'failed',
}

/** What the API says of a send. */
export function stateOf(row: SendRow): SendState {
  return { status: STATUS[row.step], ...toldOf(row) }
}
