/** Whether the session has ended under our feet: then the login dialog comes over the page. */
import { externalStore, useExternalStore } from './external-store.ts'

const store = externalStore(false)
const waiting = new Set<() => void>()

/** Somebody got a 401. */
export function sessionEnded(): void {
  store.set(true)
}

/** The person signed in again over the page: everything that waited goes on, everything is read again. */
export function signedInAgain(): void {
  store.set(false)
  for (const goOn of [...waiting]) goOn()
}

/** Calls `goOn` each time somebody signs in again; the answer ends that. */
export function onSignedInAgain(goOn: () => void): () => void {
  waiting.add(goOn)
  return () => waiting.delete(goOn)
}

/** True while the login dialog has to be over the page. */
export function isSignedOut(): boolean {
  return store.get()
}

export function useSignedOut(): boolean {
  return useExternalStore(store)
}
