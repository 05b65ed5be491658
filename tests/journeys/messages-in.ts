/** What stands in a folder, as another client and another parser see it. */
import type { ImapFlow } from 'imapflow'
import { type ParsedMail, simpleParser } from 'mailparser'

/** The messages of a folder, oldest first. */
export async function messagesIn(
  client: ImapFlow,
  folder: string,
): Promise<(ParsedMail & { flags: Set<string> })[]> {
  const lock = await client.getMailboxLock(folder)
  try {
    await client.noop()
    const found =
      client.mailbox && client.mailbox.exists > 0
        ? await client.fetchAll('1:*', { source: true, flags: true })
        : []
    // One that another client removes at this moment comes without its text.
    const whole = found.flatMap(({ source, flags }) => (source ? [{ source, flags }] : []))
    return await Promise.all(
      whole.map(async ({ source, flags }) =>
        Object.assign(await simpleParser(source, { skipImageLinks: true }), {
          flags: flags ?? new Set<string>(),
        }),
      ),
    )
  } finally {
    lock.release()
  }
}

/** The subjects of a folder's messages, oldest first. */
export async function subjectsIn(client: ImapFlow, folder: string): Promise<(string | undefined)[]> {
  return (await messagesIn(client, folder)).map(({ subject }) => subject)
}
