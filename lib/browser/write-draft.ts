/** Writing in an open draft: each change is on the device at once, and on the server when the keys rest. */
import type { Draft } from '#lib/api/compose.ts'
import { saveSoon } from './draft-saving.ts'
import { draftHere, putDraft } from './drafts-here.ts'
import { type OpenFile, type Written, written } from './open-draft.ts'

/** Writes into an open draft. One that was closed meanwhile stays closed. */
export function writeDraft(key: string, what: Partial<Draft>): void {
  change(key, { draft: what })
}

/** What is quoted beneath is now this, or nothing. */
export function writeQuote(key: string, quotedHtml: string | null): void {
  change(key, { quotedHtml })
}

/** Its files are now these. */
export function writeFiles(key: string, what: (files: readonly OpenFile[]) => readonly OpenFile[]): void {
  const now = draftHere(key)
  if (now) change(key, { files: what(now.files) })
}

/** Changes what is written. One that was closed meanwhile stays closed; one that is on its way stays as it is. */
export function change(key: string, what: Written): void {
  const now = draftHere(key)
  if (!now || (now.fate !== 'open' && now.fate !== 'closed')) return
  void putDraft(written(now, what, Date.now()))
  saveSoon(key)
}
