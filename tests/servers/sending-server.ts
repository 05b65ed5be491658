/** A Dovecot that takes mail for submission, and the world behind it, for the tests of a file. */
import { afterAll, beforeAll } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { config } from '#lib/server/config/config.ts'
import { type Dovecot, startDovecot } from './dovecot.ts'
import { type Seeds, type TestMailbox, withMailbox } from './mailbox.ts'
import { type Api, configure, signIn } from './postern.ts'
import { type Relay, startRelay } from './relay.ts'

/** Nothing waits longer than a test (milliseconds). */
export const PAUSES = {
  envelope: 1_500,
  silence: 1_500,
  tries: [100, 200],
  looks: [100, 300],
  filing: [200, 500, 1_000, 2_000, 5_000],
  others: 100,
}

type Ways = {
  undoSeconds?: number
  /** Where mail is submitted in the place of the server's own port. */
  smtp?: string
}

export type SendingServer = {
  readonly server: Dovecot
  readonly relay: Relay
  /** Lends a mailbox on it, and the browser of its person. */
  withSender: (
    seeds: Seeds,
    work: (mailbox: TestMailbox, api: Api) => Promise<void>,
    ways?: Ways,
  ) => Promise<void>
}

/** Points Postern at where mail is submitted, and makes it impatient. */
export function sendVia(smtp: string, undoSeconds = 0): void {
  configure({ MAIL_SMTP: smtp, SEND_UNDO_SECONDS: String(undoSeconds) })
  config().deadlines = { ...config().deadlines, connect: 1_500, send: PAUSES }
}

/** Call it at the top of a test file. `extra`: more lines for dovecot.conf. */
export function sendingServer(extra = ''): SendingServer {
  let relay: Relay
  let dovecot: Awaited<ReturnType<typeof startDovecot>>
  beforeAll(async () => {
    relay = await startRelay()
    dovecot = await startDovecot({ relayPort: relay.port, extra })
    relay.deliverInto(dovecot.server)
  })
  afterAll(async () => {
    await dovecot.stop()
    await relay.stop()
  })
  return {
    get server() {
      return dovecot.server
    },
    get relay() {
      return relay
    },
    withSender: (seeds, work, { undoSeconds, smtp } = {}) =>
      withMailbox(
        { INBOX: [], ...seeds },
        async (mailbox) => {
          const { plainPort, submissionPort } = dovecot.server
          configure({ MAIL_IMAP: `imap+plain://127.0.0.1:${plainPort}` })
          sendVia(smtp ?? `smtp+plain://127.0.0.1:${submissionPort}`, undoSeconds)
          await work(mailbox, await signIn(mailbox))
        },
        dovecot.server,
      ),
  }
}

/** What a folder holds, the newest first; nothing where there is no such folder. */
export async function messagesIn(api: Api, path: string): Promise<MessagePage['messages']> {
  const answer = await api.get<MessagePage>(`/api/folders/${folderIdOf(path)}/messages`)
  return answer.status === 200 ? answer.body.messages : []
}

/** Somebody to write to. */
export function person(address: string, name = ''): { name: string; address: string } {
  return { name, address }
}
