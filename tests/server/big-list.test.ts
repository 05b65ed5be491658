/** A hundred thousand messages: any page by any way, and changes of another client, as in a small folder. */
import { afterEach, expect, test } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { fillInbox } from '#tests/servers/many-messages.ts'
import { signIn } from '#tests/servers/postern.ts'

afterEach(closeAccounts)

const COUNT = 100_000
const INBOX = folderIdOf('INBOX')

test(
  'a folder of 100,000 is listed at any place and follows another client through thousands of changes',
  () =>
    withMailbox({}, async (box) => {
      fillInbox(box, COUNT)
      const api = await signIn(box)
      const page = async (query: string) =>
        (await api.get<MessagePage>(`/api/folders/${INBOX}/messages?limit=50&${query}`)).body
      const uids = ({ messages }: MessagePage) => messages.map(({ uid }) => uid).sort((a, b) => a - b)

      const top = await page('')
      expect(top.total).toBe(COUNT)
      expect(uids(top)).toHaveLength(50)
      const last = await page(`sort=-size&offset=${COUNT - 10}`)
      expect(last.messages).toHaveLength(10)
      expect((await page(`offset=${COUNT}`)).messages).toEqual([])

      // Every message is in exactly one place.
      const seen = new Set<number>()
      for (const offset of [0, 12_345, 50_000, 77_777, COUNT - 50]) {
        for (const uid of uids(await page(`offset=${offset}`))) seen.add(uid)
      }
      expect(seen.size).toBe(5 * 50)

      const middle = messageIdOf({ folderId: INBOX, uidValidity: top.uidValidity, uid: 40_000 })
      const around = await page(`around=${encodeURIComponent(middle)}`)
      expect(around.messages.map(({ id }) => id)).toContain(middle)
      expect(uids(await page(`offset=${around.offset}`))).toEqual(uids(around))

      // None of them follows another: as many conversations as messages, wherever one looks.
      const threads = await page(`threads=true&offset=${COUNT - 10}`)
      expect([threads.total, threads.messages.length]).toEqual([COUNT, 10])
      expect(threads.messages.every(({ threadCount }) => threadCount === 1)).toBe(true)

      const other = await box.otherClient()
      await other.mailboxOpen('INBOX')
      await other.messageFlagsAdd('20001:25000', ['\\Seen'], { uid: true })
      await other.messageDelete('70001:72000', { uid: true })
      const unread = await page('filter=unread')
      expect(unread.total).toBe(COUNT - 5_000 - 2_000)
      const read = await page('q=is:read&sort=size')
      expect(read.total).toBe(5_000)
      expect((await page('')).total).toBe(COUNT - 2_000)
      const stillThreads = await page('threads=true&filter=unread')
      expect(stillThreads.total).toBe(unread.total)
      expect(uids(read).every((uid) => uid > 20_000 && uid <= 25_000)).toBe(true)
    }),
  180_000,
)
