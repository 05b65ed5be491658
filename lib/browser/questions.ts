/** A question that has to be answered before something is done. One at a time; components/mail shows it. */
import type { Selection } from '#lib/api/changes.ts'
import type { FolderId } from '#lib/api/ids.ts'
import type { Label } from '#lib/api/settings.ts'
import type { Amount } from '#lib/mail/words/amount.ts'
import { externalStore, useExternalStore } from './external-store.ts'

/** Where messages are put, and how many they are. */
type FolderQuestion = { kind: 'folder'; act: 'move' | 'copy'; messages: Selection } & Amount

/** Labels that messages get, and those that they lose. */
export type LabelChange = { add: readonly Label[]; remove: readonly Label[] }

/** Which messages get which labels, and how many they are. */
type LabelQuestion = { kind: 'labels'; messages: Selection } & Amount

/** What is asked, and how it is answered. */
export type Question =
  | { kind: 'confirm'; title: string; text: string; confirm: string; answer: (yes: boolean) => void }
  | (FolderQuestion & { answer: (folderId: FolderId | null) => void })
  | (LabelQuestion & { answer: (change: LabelChange | null) => void })
  | { kind: 'keys' | 'recent' | 'search'; answer: () => void }

const store = externalStore<Question | null>(null)

function ask<Answer>(make: (answer: (given: Answer) => void) => Question): Promise<Answer> {
  return new Promise((resolve) => {
    store.set(
      make((given) => {
        store.set(null)
        resolve(given)
      }),
    )
  })
}

/** Asks whether to go on. */
export function askFirst(words: { title: string; text: string; confirm: string }): Promise<boolean> {
  return ask((answer) => ({ kind: 'confirm', ...words, answer }))
}

/** Lets a folder be chosen; null where the person thought better of it. */
export function chooseFolder(about: Omit<FolderQuestion, 'kind'>): Promise<FolderId | null> {
  return ask((answer) => ({ kind: 'folder', ...about, answer }))
}

/** Lets labels be chosen; null where the person thought better of it. */
export function chooseLabels(about: Omit<LabelQuestion, 'kind'>): Promise<LabelChange | null> {
  return ask((answer) => ({ kind: 'labels', ...about, answer }))
}

/** Shows the keys. */
export function showKeys(): Promise<void> {
  return ask((answer) => ({ kind: 'keys', answer: () => answer(undefined) }))
}

/** Shows what was done lately. */
export function showRecent(): Promise<void> {
  return ask((answer) => ({ kind: 'recent', answer: () => answer(undefined) }))
}

/** Shows what can be typed into the search field. */
export function showSearchHelp(): Promise<void> {
  return ask((answer) => ({ kind: 'search', answer: () => answer(undefined) }))
}

export function useQuestion(): Question | null {
  return useExternalStore(store)
}
