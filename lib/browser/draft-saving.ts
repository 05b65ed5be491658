/** Saves drafts on the server when the keys rest, one save of a draft at a time, and goes on until it has worked. */
import { MailError } from '#lib/mail/mail-error.ts'
import { nearDate } from '#lib/mail/words/dates.ts'
import { draftWords as words } from '#lib/mail/words/drafts.ts'
import { isNetworkFailure } from './call-api.ts'
import { onBackOnline } from './connection.ts'
import { draftHere, draftsHere, dropDraft, putDraft } from './drafts-here.ts'
import { externalStore, useExternalStore } from './external-store.ts'
import { mustBeSaved, type OpenDraft } from './open-draft.ts'
import { deleteStored, saveDraft } from './save-draft.ts'
import { isSignedOut, onSignedInAgain } from './signed-out.ts'

/** After the last key (ms): it is on the server within 15 s, the way there included. */
const REST = 4_000
/** Who never rests is saved all the same so long (ms) after the first key. */
const LONGEST = 30_000
/** Between two tries (ms), longer each time. */
const PAUSES = [2_000, 5_000, 15_000, 30_000, 60_000]

/** How a draft's saving stands. `sentence` is what a person reads of it. */
export type Saving = { state: 'idle' | 'waiting' | 'saving' | 'saved' | 'failed'; sentence: string | null }

type Work = {
  timer: ReturnType<typeof setTimeout> | null
  /** When the first key was pressed that the server doesn't know of (ms since 1970). */
  since: number
  running: Promise<void> | null
  failures: number
  /** The server asked to be left in peace until then (ms since 1970). */
  notBefore: number
}

const IDLE: Saving = { state: 'idle', sentence: null }
const works = new Map<string, Work>()
const savings = externalStore<ReadonlyMap<string, Saving>>(new Map())

/** How the saving of a draft stands. */
export function useSaving(key: string): Saving {
  return useExternalStore(savings).get(key) ?? IDLE
}

function say(key: string, saving: Saving): void {
  savings.set(new Map(savings.get()).set(key, saving))
}

function workOf(key: string): Work {
  const begun = { timer: null, since: Date.now(), running: null, failures: 0, notBefore: 0 }
  const work = works.get(key) ?? begun
  works.set(key, work)
  return work
}

/** Saves it when the keys rest, or after `wait` ms; not before the server wants to hear of it. */
export function saveSoon(key: string, wait?: number): void {
  listen()
  const work = workOf(key)
  if (work.timer) clearTimeout(work.timer)
  else work.since = Date.now()
  const rest = Math.min(REST, Math.max(0, work.since + LONGEST - Date.now()))
  const pause = Math.max(wait ?? rest, work.notBefore - Date.now())
  work.timer = setTimeout(() => void saveNow(key).catch(() => null), pause)
  if (work.failures === 0 && !work.running) say(key, { state: 'waiting', sentence: words.notYet })
}

/**
 * Saves at once, or waits for the save that is on its way.
 * @throws MailError why it could not be saved; it goes on trying
 */
export async function saveNow(key: string): Promise<void> {
  const work = workOf(key)
  if (work.running) {
    await work.running
    const open = draftHere(key)
    if (!open || !hasWork(open)) return
  }
  if (work.timer) clearTimeout(work.timer)
  work.timer = null
  work.running ??= tell(key).finally(() => {
    work.running = null
    goOn(key)
  })
  await work.running
}

/** Waits until no save of it is on its way, and lets none begin by itself. */
export async function stopSaving(key: string): Promise<void> {
  const work = workOf(key)
  if (work.timer) clearTimeout(work.timer)
  work.timer = null
  await work.running?.catch(() => null)
  if (work.timer) clearTimeout(work.timer)
  work.timer = null
}

function hasWork(open: OpenDraft): boolean {
  return open.fate === 'discarded' || mustBeSaved(open)
}

/** Tells the server what it lacks. @throws MailError */
async function tell(key: string): Promise<void> {
  const open = draftHere(key)
  const work = workOf(key)
  if (!open || !hasWork(open)) return
  try {
    await (open.fate === 'discarded' ? throwAway(open) : store(open))
    Object.assign(work, { failures: 0, notBefore: 0 })
  } catch (error) {
    work.failures += 1
    const failure = error instanceof MailError ? error : new MailError('internal', { cause: error })
    work.notBefore = Date.now() + 1000 * (failure.retryAfter ?? 0)
    say(key, sayingOf(failure))
    work.timer = setTimeout(() => void saveNow(key).catch(() => null), pauseAfter(failure, work.failures))
    throw failure
  }
}

async function throwAway(open: OpenDraft): Promise<void> {
  await deleteStored(open)
  // It may have been had back while the server was told.
  if (draftHere(open.key)?.fate === 'discarded') dropDraft(open.key)
}

async function store(open: OpenDraft): Promise<void> {
  const { key } = open
  say(key, { state: 'saving', sentence: words.saving })
  const now = await saveDraft(open, () => draftHere(key))
  if (now) await putDraft(now)
  say(key, { state: 'saved', sentence: words.saved(nearDate(new Date().toISOString(), new Date())) })
}

function sayingOf(failure: MailError): Saving {
  if (failure.status === 401) return { state: 'failed', sentence: words.signedOut }
  if (isNetworkFailure(failure)) return { state: 'failed', sentence: words.offline }
  return { state: 'failed', sentence: words.notSaved(failure.detail) }
}

function pauseAfter(failure: MailError, failures: number): number {
  const told = (failure.retryAfter ?? 0) * 1000
  const pause = PAUSES[Math.min(failures, PAUSES.length) - 1] ?? 60_000
  return Math.max(told, pause * (0.75 + Math.random() / 2))
}

/** What came while a save was on its way is saved next; one that nobody needs any more is forgotten here. */
function goOn(key: string): void {
  const open = draftHere(key)
  const work = workOf(key)
  if (open && hasWork(open)) {
    if (!work.timer) saveSoon(key)
  } else if (!work.timer) works.delete(key)
  if (open && isDoneWith(open)) dropDraft(key)
}

/** A file that is still on its way is attached when it has come. */
function isDoneWith(open: OpenDraft): boolean {
  const isWhole = open.files.every(({ ref }) => ref !== null)
  return open.fate === 'closed' && isWhole && !hasWork(open) && open.newer === undefined
}

let listening = false

function listen(): void {
  if (listening) return
  listening = true
  const tryAll = () => {
    for (const open of draftsHere())
      if (hasWork(open) && !isSignedOut() && open.fate !== 'discarded') saveSoon(open.key, 0)
  }
  onBackOnline(tryAll)
  onSignedInAgain(tryAll)
  // The page goes, perhaps for good: what can still be told is told now. It is on the device in any case.
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && tryAll())
}
