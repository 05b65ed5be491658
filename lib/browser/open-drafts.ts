/** What one does with a message that is being written: close it, throw it away, change its sender and its form, choose between two versions. */
import type { Identity } from '#lib/api/settings.ts'
import { identityOf } from '#lib/mail/own-address.ts'
import { withOtherSignature } from '#lib/mail/signature.ts'
import { textHtml } from '#lib/mail/text-html.ts'
import { draftWords as words } from '#lib/mail/words/drafts.ts'
import { contentOf, openHere } from './begin-draft.ts'
import { callApi } from './call-api.ts'
import { saveSoon } from './draft-saving.ts'
import { changeDraft, draftHere, dropDraft, putDraft } from './drafts-here.ts'
import { wholeText, withOtherSignatureHtml } from './letter.ts'
import { notify } from './notices.ts'
import { keptMine, type OpenDraft, storedFiles } from './open-draft.ts'
import { settingsNow } from './settings.ts'
import { offerUndoBy } from './undoable.ts'
import { change } from './write-draft.ts'

/** A draft that was thrown away can be had back for so long (ms); then the server is told. */
const SECOND_THOUGHTS = 12_000

/** From now on it comes from this one of one's identities: with its Reply-To, and its signature where nobody changed that. */
export function changeSender(key: string, to: Identity): void {
  const now = draftHere(key)
  if (!now) return
  const { draft } = now
  const { identities } = settingsNow()
  const before = draft.from ? identityOf(draft.from.address, identities) : identities[0]
  const none = { text: '', html: null }
  const [was, is] = [before?.signature ?? none, to.signature]
  const from = { name: to.name, address: to.address }
  const replyTo = to.replyTo ? [{ name: '', address: to.replyTo }] : undefined
  const written =
    draft.html === null
      ? { text: withOtherSignature(draft.text, was, is) }
      : { html: withOtherSignatureHtml(draft.html, was, is) }
  change(key, { draft: { from, replyTo, ...written } })
  if (written.html !== draft.html) showAnew(key)
}

/** From now on it is plain text: what is quoted stands in it too. */
export function writePlain(key: string): void {
  const now = draftHere(key)
  if (!now || now.draft.html === null) return
  change(key, { draft: { text: wholeText(now), html: null }, quotedHtml: null })
  showAnew(key)
}

/** From now on it is rich text. */
export function writeRich(key: string): void {
  const now = draftHere(key)
  if (!now || now.draft.html !== null) return
  change(key, { draft: { html: textHtml(now.draft.text), text: '' } })
  showAnew(key)
}

/** What is quoted beneath can be written in from now on. */
export function writeInQuote(key: string): void {
  const now = draftHere(key)
  if (!now || now.quotedHtml === null || now.draft.html === null) return
  const html = `${now.draft.html}${now.quotedHtml}`
  change(key, { draft: { html }, quotedHtml: null })
  showAnew(key)
}

function showAnew(key: string): void {
  void changeDraft(key, (now) => ({ ...now, given: now.given + 1 }))
}

/** Its window goes. What was written is saved; where nothing was, nothing stays of it. */
export function closeDraft(key: string): void {
  const now = draftHere(key)
  if (now?.fate !== 'open') return
  // Two versions stand against each other: it comes back until somebody chooses.
  if (now.newer !== undefined) return
  if (now.version === now.savedVersion && now.files.every(({ ref }) => ref !== null)) dropDraft(key)
  else {
    void putDraft({ ...now, fate: 'closed' })
    saveSoon(key, 0)
  }
}

/** Throws it away, here and on the server; for a moment it can be had back. */
export function discardDraft(key: string): void {
  const now = draftHere(key)
  if (now?.fate !== 'open') return
  if (now.version === 0 && now.draft.draftId === undefined) {
    dropDraft(key) // nothing was written
    return
  }
  void putDraft({ ...now, fate: 'discarded' })
  saveSoon(key, SECOND_THOUGHTS)
  const undo = offerUndoBy(() => bringBack(key, now))
  notify({ text: words.discarded, undo })
}

/** The server may have been told already: then it is stored anew. */
function bringBack(key: string, before: OpenDraft): void {
  const now = draftHere(key)
  const { draftId: _, ...draft } = before.draft
  // Nobody knows whether the server was told meanwhile, so it is told of the draft again.
  if (now) void putDraft({ ...now, fate: 'open', version: now.version + 1 })
  else openHere({ ...before, draft, version: before.version + 1 })
  saveSoon(key)
}

/** What stands here replaces the other device's version. */
export function keepMine(key: string): void {
  void changeDraft(key, keptMine)
  saveSoon(key, 0)
}

/** The other device's version takes the place of what stands here. @throws MailError not_found, unavailable */
export async function takeTheirs(key: string): Promise<void> {
  const asked = draftHere(key)
  const newer = asked?.newer
  if (asked === undefined || newer === undefined) return
  const stored = await callApi('readDraft', { params: { id: newer } })
  // What was typed while it came was meant for this version: the choice is still to be made.
  if (draftHere(key)?.version !== asked.version) return
  await changeDraft(key, ({ newer: _, ...now }) => ({
    ...now,
    ...contentOf(stored),
    files: storedFiles(stored.attachments, stored.html),
    given: now.given + 1,
    version: now.version + 1,
    savedVersion: now.version + 1,
  }))
}
