/** Sending: what stands in the window leaves once, can be taken back for a moment, and what became of it is said. */
import type { AcceptedSend } from '#lib/api/compose.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { draftWords as words } from '#lib/mail/words/drafts.ts'
import { callApi, isNetworkFailure } from './call-api.ts'
import { untilOnline } from './connection.ts'
import { filesArrived } from './draft-files.ts'
import { saveNow, saveSoon, stopSaving } from './draft-saving.ts'
import { changeDraft, draftHere } from './drafts-here.ts'
import { followToTheEnd } from './follow-send.ts'
import { letterOf } from './letter.ts'
import { notify } from './notices.ts'
import { mustBeSaved, type OpenDraft } from './open-draft.ts'

/** Why it was not sent. `fields`: which of its fields are wrong, such as `to.0.address`. */
export type SendProblem = { sentence: string; fields: readonly { path: string; detail: string }[] }

/** Tries until the server has answered, and the pause after each (ms). */
const PAUSES = [1_000, 3_000, 8_000]
/** What was being sent when the page went is sent when it is back within so long (ms): later, somebody should look. */
const MEANT = 15 * 60_000

const sending = new Map<string, Promise<SendProblem | null>>()

/** Sends a draft. Pressed twice, it is sent once. @returns why it was not accepted; null: it is on its way */
export function sendDraft(key: string): Promise<SendProblem | null> {
  const first = sending.get(key) ?? send(key).finally(() => sending.delete(key))
  sending.set(key, first)
  return first
}

async function send(key: string): Promise<SendProblem | null> {
  if (draftHere(key)?.newer !== undefined) return { sentence: words.newerFirst, fields: [] }
  if (!(await filesArrived(key))) return { sentence: words.fileMissing, fields: [] }
  try {
    await store(key)
    // On the disk before it is asked for: after a crash the same key asks for the same.
    await changeDraft(key, (now) => ({
      ...now,
      fate: 'sending',
      sendKey: now.sendKey ?? crypto.randomUUID(),
    }))
    const open = draftHere(key)
    if (!open?.sendKey) return null // sent by now
    accepted(key, await post(open, open.sendKey))
    return null
  } catch (error) {
    return await refused(
      key,
      error instanceof MailError ? error : new MailError('internal', { cause: error }),
    )
  }
}

/** It has a place in Drafts, and so a Message-ID of its own, before it leaves. @throws MailError */
async function store(key: string): Promise<void> {
  await stopSaving(key)
  const open = draftHere(key)
  if (open && open.draft.draftId === undefined && mustBeSaved({ ...open, version: open.savedVersion + 1 })) {
    if (open.version === open.savedVersion)
      await changeDraft(key, (now) => ({ ...now, version: now.version + 1 }))
    await saveNow(key)
    await stopSaving(key)
  }
}

/** Asks until an answer comes: the same key is never sent twice. @throws MailError */
async function post(open: OpenDraft, sendKey: string): Promise<AcceptedSend> {
  for (const pause of PAUSES) {
    try {
      return await callApi('sendMessage', { body: letterOf(open), idempotencyKey: sendKey })
    } catch (error) {
      if (!isNetworkFailure(error)) throw error
      await Promise.race([untilOnline(pause * 4), wait(pause)])
      await wait(pause)
    }
  }
  return await callApi('sendMessage', { body: letterOf(open), idempotencyKey: sendKey })
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function accepted(key: string, { sentId, undoUntil }: AcceptedSend): void {
  void changeDraft(key, (now) => ({ ...now, fate: 'sent', sentId }))
  followToTheEnd(key, sentId, Date.parse(undoUntil))
}

async function refused(key: string, failure: MailError): Promise<SendProblem> {
  const unanswered = isNetworkFailure(failure)
  await changeDraft(key, ({ sendKey, newer, ...now }) => ({
    ...now,
    fate: 'open',
    ...(unanswered && sendKey !== undefined && { sendKey }),
    ...(failure.current ? { newer: failure.current } : newer !== undefined && { newer }),
  }))
  saveSoon(key)
  const fields = (failure.issues ?? []).map(({ path, message }) => ({ path, detail: message }))
  const wasAsked = unanswered && draftHere(key)?.sendKey !== undefined
  // What is wrong with somebody stands beside that one; the other fields have no such place.
  const other = fields.find(({ path }) => !/^(?:to|cc|bcc)\.\d/.test(path))
  return { sentence: wasAsked ? words.unconfirmed : (other?.detail ?? failure.detail), fields }
}

/** After a reload: what was being sent is asked for again under its key, what was accepted is followed. */
export function resumeSending(key: string): void {
  const open = draftHere(key)
  if (!open) return
  if (open.fate === 'sent' && open.sentId) followToTheEnd(key, open.sentId, 0)
  else if (Date.now() - open.changedAt < MEANT)
    void sendDraft(key).then((problem) => problem && notify({ text: problem.sentence, kind: 'problem' }))
  else void changeDraft(key, (now) => ({ ...now, fate: 'open' }))
}
