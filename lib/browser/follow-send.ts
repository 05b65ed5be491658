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

type Reopen = (key: string) => void
let reopen: Reopen | null = null

/** Says who shows a draft that is open again. */
export function onReopened(show: Reopen): void {
  reopen = show
}

/** Follows it. @param undoUntil ms since 1970 */
export function followToTheEnd(key: string, sentId: string, undoUntil: number): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let said = false
  const hear = (state: SendState) => {
    const isUnfiled = state.status === 'unknown' && state.draftId === undefined
    if (state.status === 'waiting' || state.status === 'sending') return
    if (!said) tell(key, state)
    said = true
    if (isUnfiled) return // followed until it is known, or its text is a draft again
    end()
    conclude(key, state)
  }
  const look = async (count: number) => {
    const state = await callApi('readSend', { params: { sentId } }).catch((error: unknown) => {
      if (error instanceof MailError && error.code === 'not_found') end()
      return null
    })
    if (state) hear(state)
    timer = setTimeout(() => void look(count + 1), LOOKS[Math.min(count, LOOKS.length - 1)])
  }
  const leave = followSend(sentId, hear)
  let isOver = false
  const end = () => {
    isOver = true
    leave()
    clearTimeout(timer)
  }
  const first = Math.max(0, undoUntil - Date.now())
  timer = setTimeout(() => void look(0), first + 500)
  if (first > 0) offerUndo(key, sentId, { lasts: first, stop: end, isOver: () => isOver })
}

type Offer = { lasts: number; stop: () => void; isOver: () => boolean }

function offerUndo(key: string, sentId: string, { lasts, stop, isOver }: Offer): void {
  const undo = offerUndoBy(() => {
    if (!isOver()) void takeBack(key, sentId, stop)
  })
  notify({ text: words.sending, undo, lasts })
}

async function takeBack(key: string, sentId: string, stop: () => void): Promise<void> {
  try {
    await callApi('undoSend', { params: { sentId } })
  } catch (error) {
    const why = error instanceof MailError ? error.detail : String(error)
    notify({ text: words.notTaken(why), kind: 'problem' })
    return
  }
  stop()
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

function tell(_key: string, { status, refused, detail }: SendState): void {
  const [first] = refused
  if (status === 'failed') notify({ text: words.notSent(detail ?? ''), kind: 'problem' })
  else if (status === 'unknown') notify({ text: detail ?? '', kind: 'problem' })
  else if (refused.length === 1 && first)
    notify({ text: words.notForWhy(first.address, first.detail), kind: 'problem' })
  else if (refused.length > 1)
    notify({ text: words.notFor(refused.map(({ address }) => address)), kind: 'problem' })
  else notify({ text: detail ?? words.sent })
}
