/** The one error of the house: what went wrong is its code, not its class. */
import type { Undo } from '#lib/api/changes.ts'
import type { MessageId } from '#lib/api/ids.ts'
import type { Issue } from '#lib/api/problem.ts'
import { type ErrorCode, PROBLEMS } from '#lib/api/problem-table.ts'

export type MailErrorOptions = {
  /** One plain sentence for the person; the table's own where left out. */
  detail?: string
  /** What was wrong with the input, for `bad_request`. */
  issues?: Issue[]
  /** Seconds after which trying again makes sense (`Retry-After`). */
  retryAfter?: number
  /** What brings back the part that was done before it failed. */
  undo?: Undo
  /** The id of what stands in the place of what was named. */
  current?: MessageId
  cause?: unknown
}

/** A failure with a code of the one table (`lib/api/problem.ts`). */
export class MailError extends Error {
  readonly code: ErrorCode
  readonly detail: string
  readonly issues: Issue[] | undefined
  readonly retryAfter: number | undefined
  readonly undo: Undo | undefined
  readonly current: MessageId | undefined

  constructor(code: ErrorCode, options: MailErrorOptions = {}) {
    const { detail, issues, retryAfter, undo, current, cause } = options
    super(detail ?? PROBLEMS[code].title, { cause })
    this.name = 'MailError'
    this.code = code
    this.detail = detail ?? PROBLEMS[code].title
    this.issues = issues
    this.retryAfter = retryAfter
    this.undo = undo
    this.current = current
  }

  get status(): number {
    return PROBLEMS[this.code].status
  }
}
