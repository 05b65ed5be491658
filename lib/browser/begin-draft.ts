/** Beginning a message, and going on with one that is stored. */
import type { Draft, StoredDraft } from '#lib/api/compose.ts'
import type { MessageId } from '#lib/api/ids.ts'
import type { Begun } from '#lib/mail/answer-message.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { identityOf } from '#lib/mail/own-address.ts'
import { signatureHtml, signatureText } from '#lib/mail/signature.ts'
import { textHtml } from '#lib/mail/text-html.ts'
import { draftWords as words } from '#lib/mail/words/drafts.ts'
import { callApi } from './call-api.ts'
import { changeDraft, draftsHere, holdDraft, putDraft } from './drafts-here.ts'
import { keptDrafts } from './kept-drafts.ts'
import { cleanedMail, quotedBlock, takenApart } from './letter.ts'
import { mailState } from './mail-state.ts'
import { type OpenDraft, type OpenFile, storedFiles } from './open-draft.ts'
import { knownSession } from './session.ts'
import { settingsNow } from './settings.ts'

/** Whose drafts these are. */
export function accountHere(): string {
  const session = knownSession(mailState())
  return session ? `${session.username} ${session.server}` : ''
}

function opened(draft: Draft, files: readonly OpenFile[], quotedHtml: string | null): OpenDraft {
  const key = crypto.randomUUID()
  const counts = { version: 0, savedVersion: 0, given: 0, changedAt: Date.now() }
  return { key, account: accountHere(), draft, files: [...files], quotedHtml, fate: 'open', ...counts }
}

/** Takes an open draft in hand. @returns its key */
export function openHere(draft: OpenDraft): string {
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
    return openHere(opened({ ...whole, html: null, text }, named, null))
  }
  if (quote === undefined)
    return openHere(opened({ ...whole, html: textHtml(draft.text) + sender.html, text: '' }, named, null))
  if (quote.kind === 'again') {
    const html = quote.html ? cleanedMail(quote.html, quote.pictures) : textHtml(quote.text)
    return openHere(opened({ ...whole, html, text: '' }, named, null))
  }
  return openHere(opened({ ...whole, html: sender.html, text: '' }, named, quotedBlock(quote)))
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
    return openHere({ ...kept, fate: 'open' })
  }
  const stored = await callApi('readDraft', { params: { id } })
  const { draft, quotedHtml } = contentOf(stored)
  return openHere(opened(draft, storedFiles(stored.attachments, stored.html), quotedHtml))
}

function isOf({ draft, newer, fate }: OpenDraft, id: MessageId): boolean {
  return (draft.draftId === id || newer === id) && fate !== 'discarded'
}

/** What a stored draft holds, as it is written in. */
export function contentOf({ attachments: _, ...stored }: StoredDraft): {
  draft: Draft
  quotedHtml: string | null
} {
  if (stored.html === null) return { draft: { ...stored, attachments: [] }, quotedHtml: null }
  const { html, quotedHtml } = takenApart(stored.html)
  return { draft: { ...stored, html, text: '', attachments: [] }, quotedHtml }
}

/** Where the device keeps nothing: said in the console, and as good as nothing. */
export function nothingKept(error: unknown): OpenDraft[] {
  console.warn('What is kept on this device could not be read.', error)
  return []
}
