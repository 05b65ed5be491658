/** A mailbox in the wanted state, on a real server, for as long as a test runs. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ImapFlow } from 'imapflow'
import { inject } from 'vitest'
import type { Dovecot } from './dovecot.ts'
import { connectClient, makeMailbox, type Seeds, type TestMailbox } from './make-mailbox.ts'

/** Lends a mailbox to a test, closes what was opened and removes it after. */
export async function withMailbox(
  seeds: Seeds,
  work: (mailbox: TestMailbox) => Promise<void>,
  server: Dovecot = inject('dovecot'),
): Promise<void> {
  const mailbox = makeMailbox(server, seeds)
  const clients: ImapFlow[] = []
  const otherClient = async () => {
    const client = await connectClient(server, mailbox.username, mailbox.password)
    clients.push(client)
    return client
  }
  try {
    await work({ ...mailbox, otherClient })
  } finally {
    for (const client of clients) client.close()
    rmSync(join(server.folder, 'home', mailbox.username), { recursive: true, force: true, maxRetries: 5 })
  }
}

export type { Seeds, TestMailbox } from './make-mailbox.ts'
