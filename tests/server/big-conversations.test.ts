/** A hundred thousand messages as conversations, on a server that can neither SORT nor THREAD. */
import { afterEach, expect, test } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { config } from '#lib/server/config/config.ts'
import { DEADLINES } from '#lib/server/config/deadlines.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { startDovecot } from '#tests/servers/dovecot.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { fillInbox } from '#tests/servers/many-messages.ts'
import { pointAt, signIn } from '#tests/servers/postern.ts'

afterEach(closeAccounts)

const COUNT = 100_000
const INBOX = folderIdOf('INBOX')

/** Batches 0 and 1 follow one another, 2 and 3, and so on: fifty conversations of two thousand. */
const header = (batch: number) =>
  [
    `Date: ${new Date(Date.UTC(2024, 0, 1, batch)).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${batch}@x>`,
    ...(batch % 2 === 1 ? [`References: <${batch - 1}@x>`] : []),
    '',
  ].join('\r\n')

const MINUTES = 4 * 60_000

/** Headers of 100,000 messages come close to the limit of a request on a busy machine; how long they take is not asked here. */
function waitLong(): void {
  globalThis.posternConfig = { ...config(), deadlines: { ...DEADLINES, work: MINUTES, answer: MINUTES } }
}

test('100,000 messages are listed as conversations where nothing but headers can be asked for', async () => {
  const { server, stop } = await startDovecot({
    capability: 'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS',
  })
  try {
    await withMailbox(
      {},
      async (box) => {
        fillInbox(box, COUNT, header)
        pointAt(box)
        waitLong()
        const api = await signIn(box)
        const page = async (query: string) => {
          const { status, body } = await api.get<MessagePage>(
            `/api/folders/${INBOX}/messages?threads=true&${query}`,
          )
          expect(status).toBe(200)
          return body
        }
        const first = await page('limit=20')
        expect(first.total).toBe(50)
        expect(first.messages[0]).toMatchObject({ uid: COUNT, threadCount: 2_000, threadUnread: 2_000 })
        const held = messageIdOf({ folderId: INBOX, uidValidity: first.uidValidity, uid: 40_500 })
        const around = await page(`limit=1&around=${encodeURIComponent(held)}`)
        expect(around).toMatchObject({ offset: 29, messages: [{ uid: 42_000 }] })

        const other = await box.otherClient()
        await other.mailboxOpen('INBOX')
        await other.append(
          'INBOX',
          'Subject: one more\r\nReferences: <40@x>\r\nMessage-ID: <m@x>\r\n\r\nx\r\n',
        )
        await other.messageFlagsAdd('1:1500', ['\\Seen'], { uid: true })
        await other.messageDelete('98001:100000', { uid: true })
        const after = await page('')
        expect(after.total).toBe(49)
        expect(after.messages[0]).toMatchObject({ uid: COUNT + 1, threadCount: 2_001, threadUnread: 2_001 })
        expect(after.messages.at(-1)).toMatchObject({ uid: 2_000, threadUnread: 500 })
        expect((await page('filter=unread&sort=date')).messages[0]?.uid).toBe(2_000)
      },
      server,
    )
  } finally {
    await stop()
  }
}, 300_000)
