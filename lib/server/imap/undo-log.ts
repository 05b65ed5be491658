/** What would bring each change back: kept per account for 30 minutes, as UID sets, so that any size fits. */
import { randomBytes } from 'node:crypto'
import type { FlagWish } from '#lib/mail/apply-change.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { undoRefused } from '#lib/mail/words/refused-changes.ts'
import { Kept } from '#lib/server/store/kept.ts'
import type { Account } from './account.ts'
import { uidSet, uidsOfSet } from './uid-set.ts'

/** One step back: `path` and `uidValidity` name the folder where the messages are now. A move may take flags back with it. */
export type Inverse = { path: string; uidValidity: number } & (
  | { kind: 'flag'; add: readonly string[]; remove: readonly string[] }
  | { kind: 'move'; to: string; flags?: FlagWish }
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
  undoLog().put(account.key, token, steps, weightOf(steps))
  return token
}

function weightOf(steps: readonly UndoStep[]): number {
  return steps.reduce((sum, { inverse, uids }) => sum + 300 + inverse.path.length + uids.length, 0)
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

/** Whether a token of the account of this key can still be used. */
export function isKept(accountKey: string, token: string): boolean {
  return undoLog().get(accountKey, token) !== undefined
}

/** Where messages went: a folder as it was numbered, and by old UID the new one. */
export type Went = {
  from: { path: string; uidValidity: number }
  to: { path: string; uidValidity: number }
  uids: ReadonlyMap<number, number>
}

/**
 * Messages have new names: the steps that are kept follow them. So changes can be undone one after the other, the
 * last one first, although each undo of a move gives its messages new UIDs.
 */
export function followMoves(account: Account, moves: readonly Went[]): void {
  if (moves.length === 0) return
  rewrite(account, (step) =>
    moves.reduce<UndoStep[]>((before, went) => before.flatMap((one) => follow(one, went)), [step]),
  )
}

/**
 * A folder has another name now, and so have those below it: the steps that are kept go by the new ones.
 * @param pathAfter old path → new path; the same for a folder that was not renamed
 */
export function followFolders(account: Account, pathAfter: (path: string) => string): void {
  rewrite(account, (step) => {
    const { inverse } = step
    const path = pathAfter(inverse.path)
    const to = inverse.kind === 'move' ? pathAfter(inverse.to) : null
    if (path === inverse.path && (inverse.kind !== 'move' || to === inverse.to)) return [step]
    return [{ ...step, inverse: { ...inverse, path, ...(to !== null && { to }) } }]
  })
}

function rewrite(account: Account, by: (step: UndoStep) => UndoStep[]): void {
  undoLog().replace(account.key, (steps) => {
    const now = steps.flatMap(by)
    const same = now.length === steps.length && now.every((step, at) => step === steps[at])
    return same ? null : { value: now, weight: weightOf(now) }
  })
}

function follow(step: UndoStep, { from, to, uids }: Went): UndoStep[] {
  const { inverse } = step
  if (inverse.path !== from.path || inverse.uidValidity !== from.uidValidity) return [step]
  const stay: number[] = []
  const went: number[] = []
  for (const uid of uidsOfSet(step.uids)) {
    const now = uids.get(uid)
    if (now === undefined) stay.push(uid)
    else went.push(now)
  }
  if (went.length === 0) return [step]
  const there = { inverse: { ...inverse, ...to }, uids: uidSet(went) }
  return stay.length === 0 ? [there] : [{ inverse, uids: uidSet(stay) }, there]
}
