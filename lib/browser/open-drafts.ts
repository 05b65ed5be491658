/** What one does with a message that is being written: begin, go on, write, close, throw away, choose between two versions. */
import type { Draft, StoredDraft } from '#lib/api/compose.ts'
import type { MessageId } from '#lib/api/ids.ts'
import type { Identity } from '#lib/api/settings.ts'
import type { Begun } from '#lib/mail/answer-message.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { identityOf } from '#lib/mail/own-address.ts'
import { signatureHtml, signatureText, withOtherSignature } from '#lib/mail/signature.ts'
import { textHtml } from '#lib/mail/text-html.ts'
import { draftWords as words } from '#lib/mail/words/drafts.ts'
import { callApi } from './call-api.ts'
import { saveNow, saveSoon } from './draft-saving.ts'
import {
  changeDraft,
  draftHere,
  draftsHere,
  dropDraft,
  holdDraft,
  putDraft,
  takeDraft,
} from './drafts-here.ts'
import { keptDrafts } from './kept-drafts.ts'
import { cleanedMail, quotedBlock, takenApart, wholeText, withOtherSignatureHtml } from './letter.ts'
import { mailState } from './mail-state.ts'
import { notify } from './notices.ts'
import { keptMine, type OpenDraft, type OpenFile, storedFiles } from './open-draft.ts'
import { knownSession } from './session.ts'
import { settingsNow } from './settings.ts'
import { offerUndoBy } from './undoable.ts'
import { change } from './write-draft.ts'

/** A draft that was thrown away can be had back for so long (ms); then the server is told. */
const SECOND_THOUGHTS = 12_000

/** Whose drafts these are. */
function accountHere(): string {
  const session = knownSession(mailState())
  return session ? `${session.username} ${session.server}` : ''
}

function opened(draft: Draft, files: readonly OpenFile[], quotedHtml: string | null): OpenDraft {
  const key = crypto.randomUUID()
  const counts = { version: 0, savedVersion: 0, given: 0, changedAt: Date.now() }
  return { key, account: accountHere(), draft, files: [...files], quotedHtml, fate: 'open', ...counts }
}

function open(draft: OpenDraft): string {
  void holdDraft(draft.key)
  void putDraft(draft)
  return draft.key
}

/** Opens what was begun. Nothing is stored on the server before somebody writes in it. @returns its key */
export function beginDraft({ draft, quote, files = [] }: Begun): string {
  const named = files.map((file): OpenFile => {
    const contentId = file.contentId ?? null
    return { ...file, key: crypto.randomUUID(), contentId, inline: false }
  })
  const sender = senderOf(draft)
  const whole = { ...draft, ...sender.fields }
  if (settingsNow().writePlain) {
    const text = quote?.kind === 'again' ? draft.text : draft.text + sender.text
    return open(opened({ ...whole, html: null, text }, named, null))
  }
  if (quote === undefined)
    return open(opened({ ...whole, html: textHtml(draft.text) + sender.html, text: '' }, named, null))
  if (quote.kind === 'again') {
    const html = quote.html ? cleanedMail(quote.html, quote.pictures) : textHtml(quote.text)
    return open(opened({ ...whole, html, text: '' }, named, null))
  }
  return open(opened({ ...whole, html: sender.html, text: '' }, named, quotedBlock(quote)))
}

/** As whom a draft is begun, and what that one puts beneath it. */
function senderOf({ from }: Draft): { fields: Partial<Draft>; text: string; html: string } {
  const { identities } = settingsNow()
  const identity = from ? identityOf(from.address, identities) : identities[0]
  if (!identity) return { fields: {}, text: '', html: '' }
  const { name, address, replyTo, signature } = identity
  const fields = {
    from: from ?? { name, address },
    ...(replyTo && { replyTo: [{ name: '', address: replyTo }] }),
  }
  const html = signatureHtml(signature)
  return { fields, text: signatureText(signature), html: html === '' ? '' : `<div><br></div>${html}` }
}

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

/**
 * Goes on with a draft that is stored on the server. One that is open here already is that one.
 * @throws MailError conflict (another tab has it, or a newer version stands in its place), not_found, unavailable
 */
export async function resumeDraft(id: MessageId): Promise<string> {
  const here = draftsHere().find((other) => isOf(other, id))
  if (here) {
    await changeDraft(here.key, (now) => ({ ...now, fate: now.fate === 'closed' ? 'open' : now.fate }))
    return here.key
  }
  const kept = (await keptDrafts(accountHere()).catch(nothingKept)).find((other) => isOf(other, id))
  if (kept) {
    if (!(await holdDraft(kept.key))) throw new MailError('conflict', { detail: words.openElsewhere })
    return open({ ...kept, fate: 'open' })
  }
  const stored = await callApi('readDraft', { params: { id } })
  const { draft, quotedHtml } = contentOf(stored)
  return open(opened(draft, storedFiles(stored.attachments, stored.html), quotedHtml))
}

function isOf({ draft, newer, fate }: OpenDraft, id: MessageId): boolean {
  return (draft.draftId === id || newer === id) && fate !== 'discarded'
}

function contentOf({ attachments: _, ...stored }: StoredDraft): { draft: Draft; quotedHtml: string | null } {
  if (stored.html === null) return { draft: { ...stored, attachments: [] }, quotedHtml: null }
  const { html, quotedHtml } = takenApart(stored.html)
  return { draft: { ...stored, html, text: '', attachments: [] }, quotedHtml }
}

function nothingKept(error: unknown): OpenDraft[] {
  console.warn('What is kept on this device could not be read.', error)
  return []
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
  if (now) void putDraft({ ...now, fate: 'open' })
  else open({ ...before, draft, version: before.version + 1 })
  saveSoon(key)
}

/** What stands here replaces the other device's version. */
export function keepMine(key: string): void {
  void changeDraft(key, keptMine)
  saveSoon(key, 0)
}

/** The other device's version takes the place of what stands here. @throws MailError not_found, unavailable */
export async function takeTheirs(key: string): Promise<void> {
  const newer = draftHere(key)?.newer
  if (newer === undefined) return
  const stored = await callApi('readDraft', { params: { id: newer } })
  await changeDraft(key, ({ newer: _, ...now }) => ({
    ...now,
    ...contentOf(stored),
    files: storedFiles(stored.attachments, stored.html),
    given: now.given + 1,
    version: now.version + 1,
    savedVersion: now.version + 1,
  }))
}

let restored = ''

/** Takes up what this account was writing on this device when the page went, where no other tab has it. */
export async function restoreDrafts(): Promise<void> {
  const account = accountHere()
  if (account === '' || restored === account) return
  restored = account
  for (const kept of await keptDrafts(account).catch(nothingKept)) {
    if (draftHere(kept.key) || !(await holdDraft(kept.key))) continue
    takeDraft(kept)
    await takeUp(kept)
  }
}

async function takeUp({ key, fate, version, savedVersion, draft, files }: OpenDraft): Promise<void> {
  if (fate === 'sending' || fate === 'sent') {
    const { resumeSending } = await import('./send-draft.ts')
    resumeSending(key)
    return
  }
  const { resumeUploads } = await import('./draft-files.ts')
  resumeUploads(key)
  // Its window was closed while a file was on its way: somebody should see whether it comes now.
  if (fate === 'closed' && files.some(({ ref }) => ref === null))
    await changeDraft(key, (now) => ({ ...now, fate: 'open' }))
  if (version > savedVersion || fate !== 'open') saveSoon(key, 0)
  // It may have been sent or gone on with elsewhere since.
  else if (draft.draftId !== undefined) await lookAgain(key, draft.draftId)
}

async function lookAgain(key: string, id: MessageId): Promise<void> {
  try {
    await callApi('readDraft', { params: { id } })
  } catch (error) {
    if (!(error instanceof MailError) || draftHere(key)?.version !== draftHere(key)?.savedVersion) return
    if (error.code === 'not_found' || error.code === 'uidvalidity_changed') dropDraft(key)
    if (error.code !== 'conflict' || !error.current) return
    await changeDraft(key, (now) => ({ ...now, newer: error.current }))
    await takeTheirs(key).catch(console.warn)
  }
}

/** Before signing out: stores what isn't stored yet, for so long (ms) at most, and forgets here what is. */
export async function settleDrafts(most: number): Promise<void> {
  const all = draftsHere().filter(({ fate }) => fate === 'open' || fate === 'closed')
  const saves = Promise.allSettled(all.map(({ key }) => saveNow(key)))
  await Promise.race([saves, new Promise((resolve) => setTimeout(resolve, most))])
  for (const { key } of all) {
    const now = draftHere(key)
    if (now && now.version === now.savedVersion) dropDraft(key)
  }
}
