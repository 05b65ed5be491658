import { afterEach, expect, test } from 'vitest'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'

afterEach(closeAccounts)

test('an account lends a folder with what the server says about it', () =>
  withMailbox({ INBOX: ['Subject: one\n\nx\n', 'Subject: two\n\ny\n'] }, async (box) => {
    const account = await accountOfMailbox(box)
    const opened = await account.use(
      'INBOX',
      async ({ exists, uidNext, uidValidity, readOnly, highestModseq }) => ({
        exists,
        uidNext,
        uidValidity,
        readOnly,
        modseq: typeof highestModseq,
      }),
    )
    expect(opened).toEqual({
      exists: 2,
      uidNext: 3,
      uidValidity: 1700000000,
      readOnly: false,
      modseq: 'bigint',
    })
  }))

test('another client’s new mail is an event', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const { promise, resolve } = Promise.withResolvers<string>()
    const off = account.on((event) => event.kind === 'box' && resolve(event.path))
    await account.use('INBOX', async () => undefined)
    await new Promise((done) => setTimeout(done, 300))
    const client = await box.otherClient()
    await client.append('INBOX', 'Subject: new\r\n\r\nhello\r\n')
    expect(await promise).toBe('INBOX')
    off()
  }))
