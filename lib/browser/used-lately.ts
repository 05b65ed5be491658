/** What was used lately, kept on this device: parsed when it comes back, forgotten at sign-out. */
import { externalStore, useExternalStore } from './external-store.ts'
import { mailState } from './mail-state.ts'
import { knownSession } from './session.ts'
import type { UsedLately } from './used-lately-record.ts'

const KEY = 'postern.used'

const store = externalStore<UsedLately | null>(null)

/** What was used lately; null until that was read. */
export function useUsedLately(): UsedLately | null {
  return useExternalStore(store)
}

/** Reads it, so that it is there when it is asked for. */
export async function restoreUsedLately(): Promise<void> {
  store.set(await read())
}

/** Adds to it. Other tabs add to the same: it is read again first. */
export async function rememberUse(
  add: (used: UsedLately, record: typeof import('./used-lately-record.ts')) => UsedLately,
): Promise<void> {
  const used = add(await read(), await import('./used-lately-record.ts'))
  store.set(used)
  try {
    localStorage.setItem(KEY, JSON.stringify(used))
  } catch (error) {
    console.warn('What was used lately could not be kept.', error)
  }
}

/** Forgets all of it: the person signs out. */
export function forgetUse(): void {
  store.set(null)
  try {
    localStorage.removeItem(KEY)
  } catch (error) {
    console.warn('What was used lately could not be forgotten.', error)
  }
}

async function read(): Promise<UsedLately> {
  const { UsedLately: Used, nothingUsed } = await import('./used-lately-record.ts')
  const session = knownSession(mailState())
  const nothing = nothingUsed(session ? `${session.username} ${session.server}` : '')
  try {
    const kept = Used.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null')).data
    return kept?.account === nothing.account ? kept : nothing
  } catch {
    return nothing // unreadable or forbidden storage: as good as empty
  }
}
