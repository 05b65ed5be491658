/** What would bring each change back: kept per account for 30 minutes, as UID sets, so that any size fits. */
import { randomBytes } from 'node:crypto'
import { MailError } from '#lib/mail/mail-error.ts'
import { undoRefused } from '#lib/mail/words/refused-changes.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { uidSet } from '#lib/server/imap/uid-set.ts'
import { Kept } from '#lib/server/store/kept.ts'

/** One step back: `path` and `uidValidity` name the folder where the messages are now. */
export type Inverse = { path: string; uidValidity: number } & (
  | { kind: 'flag'; add: readonly string[]; remove: readonly string[] }
  | { kind: 'move'; to: string }
  | { kind: 'expunge' }
)

/** A step and the messages it is about, as a sequence set (RFC 3501 §9). */
export type UndoStep = { inverse: Inverse; uids: string }

/** Collects steps: messages for which the same is to be done are one step, whatever number of chunks they came in. */
export class UndoSteps {
  readonly #steps = new Map<string, { inverse: Inverse; uids: number[] }>()

  add(inverse: Inverse, uids: Iterable<number>): void {
    const key = JSON.stringify(inverse)
    const step = this.#steps.get(key) ?? { inverse, uids: [] }
    for (const uid of uids) step.uids.push(uid)
    if (step.uids.length > 0) this.#steps.set(key, step)
  }

  /** The steps in the order in which they are to be done: what was done last comes first. */
  compact(): UndoStep[] {
    return [...this.#steps.values()].reverse().map(({ inverse, uids }) => ({ inverse, uids: uidSet(uids) }))
  }
}

const LIMITS = { milliseconds: 30 * 60_000, perOwner: 8_000_000, inAll: 64_000_000 }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const home = globalThis as typeof globalThis & { posternUndoLog?: Kept<readonly UndoStep[]> }

function undoLog(): Kept<readonly UndoStep[]> {
  home.posternUndoLog ??= new Kept(LIMITS)
  return home.posternUndoLog
}

/** Keeps steps under a token, a new one where none is given. @returns the token; null for no steps. */
export function keepUndo(account: Account, steps: readonly UndoStep[], token = newToken()): string | null {
  if (steps.length === 0) return null
  const weight = steps.reduce((sum, { inverse, uids }) => sum + 300 + inverse.path.length + uids.length, 0)
  undoLog().put(account.key, token, steps, weight)
  return token
}

function newToken(): string {
  return randomBytes(18).toString('base64url')
}

/**
 * Takes the steps of a token out: nobody else gets them.
 * @throws MailError conflict where it is unknown, spent or too old
 */
export function takeUndo(account: Account, token: string): readonly UndoStep[] {
  const steps = undoLog().take(account.key, token)
  if (!steps) throw new MailError('conflict', { detail: undoRefused.spent })
  return steps
}
