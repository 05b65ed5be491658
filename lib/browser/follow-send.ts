/** Follows a message that was accepted until it is known what became of it, and offers to take it back as long as it can be. */
import type { SendState } from '#lib/api/compose.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { draftWords as words } from '#lib/mail/words/drafts.ts'
import { callApi } from './call-api.ts'
import { saveSoon } from './draft-saving.ts'
import { changeDraft, draftHere, dropDraft } from './drafts-here.ts'
import { notify } from './notices.ts'
import { filesIn } from './open-draft.ts'
import { followSend } from './send-news.ts'
import { offerUndoBy } from './undoable.ts'

/** Asked for where the stream says nothing (ms): soon at first, then less often. */
const LOOKS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000]
/** What was not sent is a draft again a moment later: its window waits so long for it (ms). */
const UNFILED = 3_000

type Reopen = (key: string) => void
let reopen: Reopen | null = null

/** Says who shows a draft that is open again. */
export function onReopened(show: Reopen): void {
  reopen = show
}

/** Follows it. @param undoUntil ms since 1970 */
export function followToTheEnd(key: string, sentId: string, undoUntil: number): void {
  const first = Math.max(0, undoUntil - Date.now())
  const following = follow(key, sentId, first + 500)
  if (first > 0) offerUndo(key, sentId, { lasts: first, following })
}

type Following = { isOver: () => boolean; end: () => void }

/** Listens to the stream, and asks where that says nothing: after `first` ms, then again and again until it is known. */
function follow(key: string, sentId: string, first: number): Following {
  let isOver = false
  let waitsUntil: number | null = null
  const hear = (state: SendState) => {
    if (isOver || state.status === 'waiting' || state.status === 'sending') return
    if (waitsUntil === null) tell(state)
    waitsUntil ??= Date.now() + UNFILED
    // Not yet a draft again. Nobody knows how long that takes where the outcome is unknown; who reads of a failure goes on.
    const isUnfiled = state.status !== 'sent' && state.draftId === undefined
    if (isUnfiled && (state.status === 'unknown' || Date.now() < waitsUntil)) return
    end()
    conclude(key, state)
  }
  const look = async (count: number) => {
    const state = await callApi('readSend', { params: { sentId } }).catch((error: unknown) => {
      if (error instanceof MailError && error.code === 'not_found') end()
      return null
    })
    if (state) hear(state)
    if (!isOver) timer = setTimeout(() => void look(count + 1), LOOKS[Math.min(count, LOOKS.length - 1)])
  }
  let timer = setTimeout(() => void look(0), first)
  const leave = followSend(sentId, (state) => {
    hear(state)
    if (isOver || waitsUntil === null) return
    clearTimeout(timer)
    timer = setTimeout(() => void look(0), UNFILED)
  })
  const end = () => {
    isOver = true
    leave()
    clearTimeout(timer)
  }
  return { isOver: () => isOver, end }
}

type Offer = { lasts: number; following: Following }

function offerUndo(key: string, sentId: string, { lasts, following }: Offer): void {
  const undo = offerUndoBy(() => {
    if (!following.isOver()) void takeBack(key, sentId, following)
  })
  notify({ text: words.sending, undo, lasts })
}

async function takeBack(key: string, sentId: string, following: Following): Promise<void> {
  try {
    await callApi('undoSend', { params: { sentId } })
  } catch (error) {
    const why = error instanceof MailError ? error.detail : String(error)
    notify({ text: words.notTaken(why), kind: 'problem' })
    return
  }
  following.end()
  const state = await callApi('readSend', { params: { sentId } }).catch(() => null)
  await openAgain(key, state?.draftId)
  notify({ text: words.taken })
}

/** The text is a draft again, and its window is open. */
async function openAgain(key: string, draftId: string | undefined): Promise<void> {
  const stored = draftId
    ? await callApi('readDraft', { params: { id: draftId } }).catch(() => undefined)
    : undefined
  await changeDraft(key, ({ sendKey: _, sentId: __, ...now }) => ({
    ...now,
    fate: 'open',
    draft: { ...now.draft, ...(draftId !== undefined && { draftId }) },
    files: stored ? filesIn(now.files, now.files, stored.attachments) : now.files,
    savedVersion: stored ? now.version : now.savedVersion,
  }))
  if (!draftHere(key)) return
  reopen?.(key)
  saveSoon(key)
}

function conclude(key: string, { status, draftId }: SendState): void {
  if (status === 'failed') void openAgain(key, draftId)
  else dropDraft(key)
}

function tell({ status, refused, detail }: SendState): void {
  const [first] = refused
  if (status === 'failed') notify({ text: words.notSent(detail ?? ''), kind: 'problem' })
  else if (status === 'unknown') notify({ text: detail ?? '', kind: 'problem' })
  else if (refused.length === 1 && first)
    notify({ text: words.notForWhy(first.address, first.detail), kind: 'problem' })
  else if (refused.length > 1)
    notify({ text: words.notFor(refused.map(({ address }) => address)), kind: 'problem' })
  else notify({ text: detail ?? words.sent })
}
