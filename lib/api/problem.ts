/**
 * Every way a call can fail: code → HTTP status and one plain sentence for the person.
 * RFC 9457 problem details carry it over the wire; `MailError` carries it inside.
 */
import * as z from 'zod/mini'
import { type ErrorCode as Code, PROBLEMS } from './problem-table.ts'

export { PROBLEMS }

import { Undo } from './changes.ts'
import { MessageId } from './ids.ts'

/** The name of a failure. */
export type ErrorCode = Code
export const ErrorCode = z.enum(Object.keys(PROBLEMS) as [ErrorCode, ...ErrorCode[]])

/** One thing wrong with what was sent: `path` as `messages.ids.3`. */
export const Issue = z.object({ path: z.string(), message: z.string() })
export type Issue = z.infer<typeof Issue>

/** The body of every answer that is not a success (`application/problem+json`). */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number(),
  code: ErrorCode,
  detail: z.string(),
  issues: z.optional(z.array(Issue)),
  /** Of a change that failed on its way: what brings back the part that was done. */
  undo: z.optional(Undo),
  /** Of a draft that was replaced: the one that stands in its place. */
  current: z.optional(MessageId),
})
export type Problem = z.infer<typeof Problem>
