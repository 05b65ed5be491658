/** How the way to the mail is: through the network to Postern, and from there to the mail server. */
import { externalStore, useExternalStore } from './external-store.ts'

export type ConnectionState = 'online' | 'reconnecting' | 'offline'

const store = externalStore<ConnectionState>('online')

export const connection = { get: store.get, set: store.set }

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
