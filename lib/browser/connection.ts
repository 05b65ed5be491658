/** How the way to the mail is: through the network to Postern, and from there to the mail server. */
import { externalStore, useExternalStore } from './external-store.ts'

export type ConnectionState = 'online' | 'reconnecting' | 'offline'

const store = externalStore<ConnectionState>('online')

export const connection = { get: store.get, set: store.set }

/** Calls `back` each time the way is open again after it was not; the answer ends that. */
export function onBackOnline(back: () => void): () => void {
  let before = store.get()
  return store.subscribe(() => {
    const was = before
    before = store.get()
    if (was !== 'online' && before === 'online') back()
  })
}

/** Whether the way is open, as far as this tab knows. */
export function isOnline(): boolean {
  return store.get() === 'online'
}

/** Waits until the way is open. @returns false where it isn't after so many milliseconds */
export function untilOnline(most: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (online: boolean) => {
      clearTimeout(late)
      leave()
      resolve(online)
    }
    const late = setTimeout(() => end(false), most)
    const leave = store.subscribe(() => isOnline() && end(true))
    if (isOnline()) end(true)
  })
}

export function useConnection(): ConnectionState {
  return useExternalStore(store)
}

const announcements = externalStore('')

/** Says something to screen readers, politely. */
export function announce(text: string): void {
  announcements.set(text)
}

export function useAnnouncement(): string {
  return useExternalStore(announcements)
}
