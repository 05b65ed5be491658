/** SIGTERM and SIGINT: finish what runs, log out of IMAP, close streams, be gone within 10 s. */
import type { Server } from 'node:http'
import { stopOutbox } from '#lib/server/compose/outbox.ts'
import { log } from '#lib/server/config/log.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { endAllStreams } from '#lib/server/live/session-streams.ts'
import { stopAllChanges } from '#lib/server/messages/change-once.ts'
import { closeDatabase } from '#lib/server/store/database.ts'

/** For what runs; then for LOGOUT; then the process ends, come what may. */
const PATIENCE = { requests: 5_000, logout: 3_000, all: 9_500 }

function within(milliseconds: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, milliseconds))])
}

async function finish(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  endAllStreams()
  stopAllChanges()
  // A browser keeps its connections open: each is closed as soon as nothing runs on it.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await Promise.all([within(PATIENCE.requests, closed), stopOutbox(PATIENCE.requests)])
  clearInterval(sweep)
  server.closeAllConnections()
  await within(
    PATIENCE.logout,
    closeAccounts().catch((error: unknown) => log().warn({ err: error }, 'logout failed')),
  )
  closeDatabase()
}

/** Ends the process on a signal: at once before `ready`, in good order after. */
export function stopOnSignal(server: Server): { ready: () => void } {
  let up = false
  let stopping = false
  const onSignal = () => {
    if (!up || stopping) process.exit(stopping ? 1 : 0)
    stopping = true
    setTimeout(() => process.exit(1), PATIENCE.all)
    finish(server).then(
      () => process.exit(0),
      (error: unknown) => {
        log().error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal)
  return {
    ready: () => {
      up = true
    },
  }
}
