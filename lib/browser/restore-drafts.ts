/** What this account was writing on this device is taken up again after a reload, a crash, a new session; and settled before signing out. */
import type { MessageId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { accountHere, nothingKept } from './begin-draft.ts'
import { callApi } from './call-api.ts'
import { saveNow, saveSoon } from './draft-saving.ts'
import { changeDraft, draftHere, draftsHere, dropDraft, holdDraft, letGo, takeDraft } from './drafts-here.ts'
import { keptDrafts } from './kept-drafts.ts'
import { type OpenDraft, overtaken } from './open-draft.ts'
import { takeTheirs } from './open-drafts.ts'

/** How long (ms) another page is waited for that may be on its way out. */
const PATIENCE = 5_000

let restored = ''

/** Takes up what this account was writing on this device when the page went, where no other tab has it. */
export async function restoreDrafts(): Promise<void> {
  const account = accountHere()
  if (account === '' || restored === account) return
  restored = account
  for (const kept of await keptDrafts(account).catch(nothingKept)) {
    if (draftHere(kept.key)) continue
    if (await holdDraft(kept.key)) await takeUp(kept)
    else void takeUpLater(account, kept.key)
  }
}

/** Who reloads a page may be back before the page that was has let go of its drafts; another tab keeps them. */
async function takeUpLater(account: string, key: string): Promise<void> {
  if (!(await holdDraft(key, PATIENCE))) return
  const kept = (await keptDrafts(account).catch(nothingKept)).find((one) => one.key === key)
  if (kept) await takeUp(kept)
  else letGo(key) // done with meanwhile, or the device could not be read
}

async function takeUp(kept: OpenDraft): Promise<void> {
  const { key, fate, version, savedVersion, draft, files } = kept
  takeDraft(kept)
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
    const newer = error.current
    await changeDraft(key, (now) => overtaken(now, newer))
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
