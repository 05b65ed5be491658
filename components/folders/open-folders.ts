'use client'
/** Which folders are closed (on every device), and whether unsubscribed ones are shown (this device's habit). */
import type { FolderId } from '#lib/api/ids.ts'
import { externalStore, useExternalStore } from '#lib/browser/external-store.ts'
import { changeSettings } from '#lib/browser/settings.ts'

const KEY = 'postern.folders.all'

const store = externalStore(false)

/** Takes up what was kept on this device. Called once, after the first paint, which is the server's. */
export function restoreAllFolders(): void {
  try {
    store.set(localStorage.getItem(KEY) === 'true')
  } catch {
    return // forbidden storage: what is subscribed, as at first
  }
}

/** Whether folders are shown that nobody subscribed to. */
export function useAllFolders(): boolean {
  return useExternalStore(store)
}

/** Opens or closes a folder with folders in it. */
export function setFolderOpen(id: FolderId, open: boolean): void {
  changeSettings((now) => {
    const others = now.collapsed.filter((one) => one !== id)
    return { ...now, collapsed: open ? others : [...others, id] }
  })
}

const sprung = externalStore<ReadonlySet<FolderId>>(new Set())

/** Folders that are open although they are closed: for what is dragged over them. */
export function useSprung(): ReadonlySet<FolderId> {
  return useExternalStore(sprung)
}

/** Opens a closed folder until the drag has ended. */
export function springOpen(id: FolderId): void {
  sprung.set(new Set([...sprung.get(), id]))
}

/** The drag has ended. */
export function closeSprung(): void {
  if (sprung.get().size > 0) sprung.set(new Set())
}

/** Shows folders that aren't subscribed too, or not. */
export function setAllFolders(all: boolean): void {
  store.set(all)
  try {
    localStorage.setItem(KEY, String(all))
  } catch (error) {
    console.warn('The state of the folder tree could not be kept.', error)
  }
}
