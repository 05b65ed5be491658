/** The connections of this process to all mail servers: never more than MAX_IMAP_CONNECTIONS. */
import { serverTrouble } from '#lib/mail/words/server-trouble.ts'
import { config } from '#lib/server/config/config.ts'
import { tooManyConnections } from './translate-error.ts'

type Shared = { open: number; spare: () => Promise<boolean> }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const home = globalThis as typeof globalThis & { posternConnections?: Shared }

function shared(): Shared {
  home.posternConnections ??= { open: 0, spare: async () => false }
  return home.posternConnections
}

/** Connections that are open, or being opened. */
export function openConnections(): number {
  return shared().open
}

/** Whether one more may be had without closing another. */
export function hasRoomForConnection(): boolean {
  return shared().open < config().maxImapConnections
}

/** Says how one that rests can be closed where there is no room: `spare` answers whether it found one. */
export function spareConnectionsBy(spare: () => Promise<boolean>): void {
  shared().spare = spare
}

/**
 * Takes a place for a connection; one that rests elsewhere is closed for it where there is none.
 * @returns gives it back; calling it again changes nothing
 * @throws MailError unavailable where every connection is in use
 */
export async function takeConnection(): Promise<() => void> {
  const all = shared()
  while (!hasRoomForConnection()) {
    if (!(await all.spare())) throw tooManyConnections(undefined, serverTrouble.processFull)
  }
  all.open++
  let given = false
  return () => {
    if (given) return
    given = true
    all.open--
  }
}
