/** A question that has to be answered before something is done. One at a time; components/mail shows it. */
import type { ReactNode } from 'react'
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

/** Draws a dialog that nobody else knows. */
export type ShowDialog = (close: () => void) => ReactNode

/** `text`: what comes of it, empty where the title says it. `harmless`: nothing is lost by it. */
type ConfirmWords = { title: string; text: string; confirm: string; harmless?: boolean }

/** What is asked, and how it is answered. */
export type Question =
  | ({ kind: 'confirm'; answer: (yes: boolean) => void } & ConfirmWords)
  | (FolderQuestion & { answer: (folderId: FolderId | null) => void })
  | (LabelQuestion & { answer: (change: LabelChange | null) => void })
  | { kind: 'keys' | 'recent' | 'search' | 'palette'; answer: () => void }
  | { kind: 'other'; show: ShowDialog; answer: () => void }

const store = externalStore<Question | null>(null)

/** What is typed into the field of the open question: keys come before its dialog does. */
const typedStore = externalStore('')

function ask<Answer>(make: (answer: (given: Answer) => void) => Question): Promise<Answer> {
  typedStore.set('')
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
export function askFirst(words: ConfirmWords): Promise<boolean> {
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

/** Shows everything that can be done now, to be found by typing. */
export function showPalette(): Promise<void> {
  return ask((answer) => ({ kind: 'palette', answer: () => answer(undefined) }))
}

/** Shows a dialog of the caller's own. */
export function showDialog(show: ShowDialog): Promise<void> {
  return ask((answer) => ({ kind: 'other', show, answer: () => answer(undefined) }))
}

/** Whether a question is open, shown already or on its way. */
export function isAsking(): boolean {
  return store.get() !== null
}

/** Keeps a key for the dialog that is on its way, and from the page. */
export function typeAhead(event: KeyboardEvent): void {
  event.preventDefault()
  if (event.key.length === 1) typedStore.set(typedStore.get() + event.key)
}

/** What is typed into the open question's field, with what was typed before that was there. */
export function useTyped(): [string, (typed: string) => void] {
  return [useExternalStore(typedStore), typedStore.set]
}

export function useQuestion(): Question | null {
  return useExternalStore(store)
}
