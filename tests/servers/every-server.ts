/** The servers on which the same facts are shown, and mailboxes on any of them, filled by IMAP alone. */
import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { unpackedServer } from '#scripts/unpacked-servers.ts'
import { startCourier } from './courier.ts'
import { startCyrus } from './cyrus.ts'
import { startDovecot } from './dovecot.ts'
import type { MailUser } from './mail-users.ts'
import { connectClient, makeMailbox, type Seed, type Seeds } from './make-mailbox.ts'

/** A server that runs. */
export type RunningServer = { port: number; addUser: () => MailUser; stop: () => Promise<void> }

/** A mailbox on any server. */
export type AnyMailbox = MailUser & {
  server: { host: '127.0.0.1'; plainPort: number }
  /** The path of a folder that a test calls `Work/2024`: with the server's prefix and delimiter. */
  path: (name: string) => string
  delimiter: string
  prefix: string
  /** A second IMAP client, logged in: the other device of the same person. */
  otherClient: () => Promise<ImapFlow>
}

/** A Dovecot of its own, or the one that all tests share, as a server like the others. */
export async function runDovecot(capability?: string): Promise<RunningServer> {
  const own = capability === undefined ? null : await startDovecot({ capability })
  const server = own?.server ?? inject('dovecot')
  return {
    port: server.plainPort,
    addUser: () => makeMailbox(server, {}),
    stop: async () => await own?.stop(),
  }
}

type Start = () => Promise<RunningServer>

function unpacked(name: 'cyrus' | 'courier', start: (root: string) => Promise<RunningServer>): Start | null {
  const root = unpackedServer(name)
  return root === null ? null : () => start(root)
}

const STARTS: [name: string, start: Start | null][] = [
  ['Dovecot', () => runDovecot()],
  ['Cyrus', unpacked('cyrus', startCyrus)],
  ['Courier', unpacked('courier', startCourier)],
  ['bare IMAP4rev1', () => runDovecot('IMAP4rev1')],
]

/** The servers that are here, and how to start them. `npm test` unpacks those that are missing, where it can. */
export const SERVERS = STARTS.filter((entry): entry is [string, Start] => {
  if (entry[1] === null)
    console.warn(`${entry[0]} is not here (npm test unpacks it): nothing is shown on it.`)
  return entry[1] !== null
})

type LendMailbox = (seeds: Seeds, work: (box: AnyMailbox) => Promise<void>) => Promise<void>

/** The same tests on every server that is here, or on those of these names. */
export function onEveryServer(
  tests: (withMailbox: LendMailbox, name: string) => void,
  names?: readonly string[],
): void {
  const chosen = SERVERS.filter(([name]) => names?.includes(name) ?? true)
  describe.each(chosen)('on %s', (name, start) => {
    let server: RunningServer
    beforeAll(async () => {
      server = await start()
    })
    afterAll(async () => {
      await server.stop()
    })
    tests((seeds, work) => lendMailbox(server, seeds, work), name)
  })
}

/** Lends a mailbox with this content, on a server that runs. */
export async function lendMailbox(
  server: RunningServer,
  seeds: Seeds,
  work: (box: AnyMailbox) => Promise<void>,
): Promise<void> {
  const { username, password } = server.addUser()
  const at = { host: '127.0.0.1' as const, plainPort: server.port }
  const clients: ImapFlow[] = []
  const otherClient = async () => {
    const client = await connectClient(at, username, password)
    clients.push(client)
    return client
  }
  try {
    const client = await otherClient()
    const prefix = client.namespace?.prefix ?? ''
    const delimiter = client.namespace?.delimiter ?? '/'
    const path = (name: string) => (name === 'INBOX' ? name : `${prefix}${name.replaceAll('/', delimiter)}`)
    await fill(client, seeds, path)
    await client.logout()
    await work({ server: at, username, password, otherClient, path, prefix, delimiter })
  } finally {
    for (const client of clients) client.close()
  }
}

async function fill(client: ImapFlow, seeds: Seeds, path: (name: string) => string): Promise<void> {
  for (const [name, messages] of Object.entries(seeds)) {
    if (name !== 'INBOX') {
      await client.mailboxCreate(path(name))
      await client.mailboxSubscribe(path(name))
    }
    for (const seed of messages) await append(client, path(name), seed)
  }
}

/** Puts a message there as another client would. */
export async function append(client: ImapFlow, path: string, seed: Seed): Promise<void> {
  const whole = typeof seed === 'object' && 'raw' in seed ? seed : { raw: seed }
  const { raw, flags = [], receivedAt = new Date() } = whole
  const bytes = Buffer.from(typeof raw === 'string' ? raw.replaceAll(/\r?\n/g, '\r\n') : raw)
  if (!(await client.append(path, bytes, flags, receivedAt))) throw new Error(`nothing was stored in ${path}`)
}
