/** A mailbox that grows by a hundred messages a second while it is read: nothing is missed, nothing comes twice. */
import { chownSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { FolderChanges, MessagePage } from '#lib/api/messages.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { fillInbox } from '#tests/servers/many-messages.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

afterEach(closeAccounts)

const BEFORE = 5_000
const GROUPS = 60
const IN_A_GROUP = 10
const PAUSE = 100
const INBOX = folderIdOf('INBOX')

/** As a delivery agent does it: written aside, then put where new mail comes. */
function deliver({ server, username }: TestMailbox, number: number): void {
  const maildir = join(server.folder, 'home', username, 'Maildir')
  const name = `${1_800_000_000 + number}.M${number}P1.postern`
  writeFileSync(join(maildir, 'tmp', name), `From: b@example.org\r\nSubject: new ${number}\r\n\r\nx\r\n`)
  chownSync(join(maildir, 'tmp', name), server.uid, server.gid)
  renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name))
}

const list = async (api: Api, query: string) => {
  const { status, body } = await api.get<MessagePage>(`/api/folders/${INBOX}/messages?${query}`, {
    signal: AbortSignal.timeout(5_000),
  })
  expect(status).toBe(200)
  return body
}

test(
  'a mailbox growing by a hundred messages a second is read without a gap, a repetition or a wait',
  () =>
    withMailbox({}, async (box) => {
      fillInbox(box, BEFORE)
      const api = await signIn(box)
      const start = await list(api, 'limit=1')
      let state = start.state
      const added = new Set<string>()
      const takeChanges = async () => {
        const { status, body } = await api.get<FolderChanges>(
          `/api/folders/${INBOX}/changes?since=${encodeURIComponent(state)}`,
        )
        expect([status, body.removed]).toEqual([200, []])
        for (const id of body.added) expect(added.has(id)).toBe(false)
        for (const id of body.added) added.add(id)
        state = body.state
        return body.total
      }

      let growing = true
      const grow = async () => {
        for (let group = 0; group < GROUPS; group++) {
          for (let at = 0; at < IN_A_GROUP; at++) deliver(box, group * IN_A_GROUP + at)
          await sleep(PAUSE)
        }
        growing = false
      }
      const read = async () => {
        let total = BEFORE
        for (let turn = 0; growing; turn++) {
          const query = ['offset=0', `offset=${total >> 1}`, 'sort=-size&offset=0', 'filter=unread'][turn % 4]
          const page = await list(api, `limit=50&${query}`)
          expect(new Set(page.messages.map(({ id }) => id)).size).toBe(50)
          expect(page.total).toBeGreaterThanOrEqual(total)
          total = page.total
          if (turn % 3 === 0) expect(await takeChanges()).toBeGreaterThanOrEqual(total)
        }
      }
      await Promise.all([grow(), read()])

      expect(await takeChanges()).toBe(BEFORE + GROUPS * IN_A_GROUP)
      expect(added.size).toBe(GROUPS * IN_A_GROUP)
      const shown = new Set<string>()
      for (let offset = 0; offset < 800; offset += 200) {
        for (const { id } of (await list(api, `limit=200&offset=${offset}`)).messages) shown.add(id)
      }
      expect(shown.size).toBe(800)
      expect([...added].filter((id) => !shown.has(id))).toEqual([])
    }),
  120_000,
)
