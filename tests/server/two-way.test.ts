/** Two clients at one message in the same moment: each changes what it meant to, and nothing else. */
import { afterEach, expect, test } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

afterEach(closeAccounts)

const INBOX = folderIdOf('INBOX')
const id = (uid: number) => messageIdOf({ folderId: INBOX, uidValidity: 1_700_000_000, uid })

async function flagsOf(api: Api): Promise<string[][]> {
  const { body } = await api.get<MessagePage>(`/api/folders/${INBOX}/messages?sort=date`)
  return body.messages.toSorted((a, b) => a.uid - b.uid).map(({ flags }) => [...flags].sort())
}

test('flags that two clients change in the same second are all as both wished', () =>
  withMailbox(
    { INBOX: Array.from({ length: 20 }, () => ({ raw: eml(), flags: ['\\Seen', 'old'] })) },
    async (box) => {
      const api = await signIn(box)
      const other = await box.otherClient()
      await other.mailboxOpen('INBOX')
      const ours = Array.from({ length: 20 }, (_, at) =>
        api.post('/api/messages/change', {
          kind: 'flag',
          messages: { ids: [id(at + 1)] },
          add: ['\\Flagged', 'ours'],
          remove: ['old'],
        }),
      )
      const theirs = Array.from({ length: 20 }, async (_, at) => {
        await other.messageFlagsAdd(`${at + 1}`, ['\\Answered', 'theirs'], { uid: true })
        await other.messageFlagsRemove(`${at + 1}`, ['\\Seen'], { uid: true })
      })
      const answers = await Promise.all(ours)
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
      await Promise.all(theirs)
      expect(await flagsOf(api)).toEqual(
        Array.from({ length: 20 }, () => ['\\Answered', '\\Flagged', 'ours', 'theirs']),
      )
    },
  ))

test('keywords keep the spelling they came with, and flags that nobody knows stay where they are', () =>
  withMailbox(
    { INBOX: [{ raw: eml(), flags: ['$MDNSent', 'NonJunk', 'Wichtig', 'x-Some-Thing'] }] },
    async (box) => {
      const api = await signIn(box)
      const strange = ['$MDNSent', 'NonJunk', 'Wichtig', 'x-Some-Thing']
      expect(await flagsOf(api)).toEqual([strange])
      const change = (body: object) =>
        api.post('/api/messages/change', { kind: 'flag', messages: { ids: [id(1)] }, ...body })
      expect((await change({ add: ['\\Seen', '\\Flagged'] })).status).toBe(200)
      expect((await change({ remove: ['\\Flagged'] })).status).toBe(200)
      // RFC 3501 §2.3.2: keywords are compared without case. The one that is there is meant.
      expect((await change({ add: ['wichtig'] })).status).toBe(200)
      expect(await flagsOf(api)).toEqual([['\\Seen', ...strange].sort()])
      const other = await box.otherClient()
      await other.mailboxOpen('INBOX')
      const seen = await other.fetchOne('1', { flags: true }, { uid: true })
      const flags = seen ? seen.flags : undefined
      const kept = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
      expect(kept).toEqual(['\\Seen', ...strange].sort())
    },
  ))
