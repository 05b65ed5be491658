/** Open drafts on this device, and their files until the server has them: in IndexedDB, so that they survive a reload, a crash and the end of a session. */
import * as z from 'zod/mini'
import { ask, change, DRAFTS, FILES } from './draft-database.ts'
import { OpenDraft } from './open-draft.ts'

/** Keeps a draft as it is now. @throws DOMException where the browser keeps nothing */
export function keepDraft(draft: OpenDraft): Promise<void> {
  return change(DRAFTS, (drafts) => drafts.put(draft))
}

/** It was sent, stored or thrown away. @throws DOMException where the browser keeps nothing */
export function forgetDraft(key: string): Promise<void> {
  return change(DRAFTS, (drafts) => drafts.delete(key))
}

/** An account's drafts, the one written in last at the end. What doesn't parse is left where it is, and left out. */
export async function keptDrafts(account: string): Promise<OpenDraft[]> {
  const found = z.array(z.unknown()).parse(await ask(DRAFTS, (drafts) => drafts.getAll()))
  return found
    .flatMap((entry) => OpenDraft.safeParse(entry).data ?? [])
    .filter((draft) => draft.account === account)
    .sort((a, b) => a.changedAt - b.changedAt)
}

/** Keeps the bytes of a file that the server has not got yet. @throws DOMException where the browser keeps nothing */
export function keepFile(key: string, file: Blob): Promise<void> {
  return change(FILES, (files) => files.put(file, key))
}

/** @throws DOMException where the browser keeps nothing */
export function forgetFile(key: string): Promise<void> {
  return change(FILES, (files) => files.delete(key))
}

/** The bytes of a file that was kept; null where it wasn't. @throws DOMException where the browser keeps nothing */
export async function keptFile(key: string): Promise<Blob | null> {
  const file = await ask(FILES, (files) => files.get(key))
  return file instanceof Blob ? file : null
}
