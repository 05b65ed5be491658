/** What is being written in this tab: every change is on the device at once, and on the server when the keys rest. */
import type { Draft } from '#lib/api/compose.ts'
import { externalStore, useExternalStore } from './external-store.ts'
import { keepDraft } from './kept-drafts.ts'
import { mustBeSaved, type OpenDraft, written } from './open-draft.ts'
import { saveDraft } from './save-draft.ts'

/** After the last key (ms): it is on the server within 15 s, the way there included. */
const REST = 5000

const store = externalStore<ReadonlyMap<string, OpenDraft>>(new Map())
const resting = new Map<string, ReturnType<typeof setTimeout>>()
const saving = new Set<string>()

/** The drafts open in this tab, by their keys. */
export function useOpenDrafts(): ReadonlyMap<string, OpenDraft> {
  return useExternalStore(store)
}

/** Writes into an open draft. One that was closed meanwhile stays closed. */
export function writeDraft(key: string, change: Partial<Draft>): void {
  const open = store.get().get(key)
  if (open) showDraft(written(open, change, Date.now()))
}

/** Shows a draft as it is now, keeps it on the device, and saves it when the keys rest. */
export function showDraft(open: OpenDraft): void {
  store.set(new Map(store.get()).set(open.key, open))
  keepDraft(open).catch((error: unknown) => console.warn('A draft could not be kept on this device.', error))
  if (mustBeSaved(open)) saveSoon(open.key)
}

function saveSoon(key: string): void {
  clearTimeout(resting.get(key))
  resting.set(
    key,
    setTimeout(() => save(key), REST),
  )
}

/** One save at a time: the next one replaces what this one stores. */
async function save(key: string): Promise<void> {
  const sent = store.get().get(key)
  if (!sent || !mustBeSaved(sent)) return
  if (saving.has(key)) return saveSoon(key)
  saving.add(key)
  try {
    showDraft(await saveDraft(sent, () => store.get().get(key) ?? sent))
  } catch (error) {
    console.warn('A draft could not be saved on the server yet.', error)
    saveSoon(key)
  } finally {
    saving.delete(key)
  }
}
