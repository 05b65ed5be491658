/** What is moved into Junk is marked as junk, what comes out of it as not junk: by the server, whoever moves it, and undone with the move. */

import type { ImapFlow } from 'imapflow'
import { afterEach, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { change, undone } from '#tests/servers/change-by-api.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

afterEach(closeAccounts)

async function idsIn(api: Api, path: string): Promise<string[]> {
  const { body } = await api.get<MessagePage>(`/api/folders/${folderIdOf(path)}/messages`)
  return body.messages.map(({ id }) => id)
}

/** The truth as another client sees it: subject → flags, of a folder. */
async function seenBy(client: ImapFlow, path: string): Promise<Record<string, string>> {
  const { exists } = await client.mailboxOpen(path, { readOnly: true })
  const found: [string, string][] = []
  if (exists > 0)
    for await (const { envelope, flags } of client.fetch('1:*', { envelope: true, flags: true })) {
      const words = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
      found.push([envelope?.subject ?? '', words.join(' ')])
    }
  await client.mailboxClose()
  return Object.fromEntries(found.sort())
}

const mail = (subject: string, ...flags: string[]) => ({ raw: eml({ subject }), flags })
const all = (path: string) => ({ all: { folderId: folderIdOf(path) } })

test('a move into Junk marks as junk, its undo gives each message back exactly what it had', () =>
  withMailbox(
    {
      INBOX: [
        mail('plain', '\\Seen'),
        mail('trusted', 'NonJunk', '$NotJunk', 'ToDo'),
        mail('known', '$Junk'),
      ],
      Junk: [],
    },
    async (box) => {
      const api = await signIn(box)
      const client = await box.otherClient()
      const before = await seenBy(client, 'INBOX')
      const moved = await change(api, { kind: 'move', messages: all('INBOX'), to: folderIdOf('Junk') })
      expect(moved).toMatchObject({ count: 3, missing: [] })
      expect(moved.moved).toHaveLength(3)
      expect(moved.updated).toBeUndefined()
      expect(await seenBy(client, 'Junk')).toEqual({
        known: '$Junk',
        plain: '$Junk \\Seen',
        trusted: '$Junk ToDo',
      })
      expect(await undone(api, moved)).toMatchObject({ count: 3, missing: [] })
      expect(await seenBy(client, 'INBOX')).toEqual(before)
      expect(await seenBy(client, 'Junk')).toEqual({})
    },
  ))

test('a move out of Junk marks as not junk, wherever it goes but to the trash', () =>
  withMailbox(
    {
      INBOX: [],
      Junk: [
        mail('fine', '$Junk', 'Junk'),
        mail('kept', '$Junk'),
        mail('bin', '$Junk'),
        mail('gone', '$Junk'),
      ],
      Trash: [],
      Work: [],
    },
    async (box) => {
      const api = await signIn(box)
      const client = await box.otherClient()
      const [gone = '', bin = '', kept = '', fine = ''] = await idsIn(api, 'Junk')
      const rescued = await change(api, { kind: 'move', messages: { ids: [fine] }, to: folderIdOf('INBOX') })
      await change(api, { kind: 'move', messages: { ids: [kept] }, to: folderIdOf('Work') })
      await change(api, { kind: 'move', messages: { ids: [bin] }, to: folderIdOf('Trash') })
      await change(api, { kind: 'delete', messages: { ids: [gone] } })
      expect(await seenBy(client, 'INBOX')).toEqual({ fine: '$NotJunk' })
      expect(await seenBy(client, 'Work')).toEqual({ kept: '$NotJunk' })
      expect(await seenBy(client, 'Trash')).toEqual({ bin: '$Junk', gone: '$Junk' })
      await undone(api, rescued)
      expect(await seenBy(client, 'Junk')).toEqual({ fine: '$Junk Junk' })
    },
  ))

test('other moves and copies into Junk say nothing', () =>
  withMailbox({ INBOX: [mail('one'), mail('two')], Junk: [], Work: [] }, async (box) => {
    const api = await signIn(box)
    const client = await box.otherClient()
    const [two = '', one = ''] = await idsIn(api, 'INBOX')
    await change(api, { kind: 'move', messages: { ids: [one] }, to: folderIdOf('Work') })
    await change(api, { kind: 'copy', messages: { ids: [two] }, to: folderIdOf('Junk') })
    expect(await seenBy(client, 'Work')).toEqual({ one: '' })
    expect(await seenBy(client, 'Junk')).toEqual({ two: '' })
  }))

test('a folder that was made Junk a moment ago counts', () =>
  withMailbox({ INBOX: [mail('one'), mail('two')], Work: [] }, async (box) => {
    const api = await signIn(box)
    const [two = '', one = ''] = await idsIn(api, 'INBOX')
    await change(api, { kind: 'move', messages: { ids: [one] }, to: folderIdOf('Work') })
    const made = await api.post<{ id: string }>('/api/folders', { name: 'Junk', role: 'junk' })
    await change(api, { kind: 'move', messages: { ids: [two] }, to: made.body.id })
    expect(await seenBy(await box.otherClient(), 'Junk')).toEqual({ two: '$Junk' })
  }))

test('changes before and after it are undone one after the other, each by its own', () =>
  withMailbox({ INBOX: [mail('one', '$NotJunk')], Junk: [], Work: [] }, async (box) => {
    const api = await signIn(box)
    const client = await box.otherClient()
    const [id = ''] = await idsIn(api, 'INBOX')
    const labelled = await change(api, { kind: 'flag', messages: { ids: [id] }, add: ['$label1'] })
    const junked = await change(api, { kind: 'move', messages: { ids: [id] }, to: folderIdOf('Junk') })
    const elsewhere = await change(api, { kind: 'move', messages: all('Junk'), to: folderIdOf('Work') })
    expect(await seenBy(client, 'Work')).toEqual({ one: '$NotJunk $label1' })
    await undone(api, elsewhere)
    expect(await seenBy(client, 'Junk')).toEqual({ one: '$Junk $label1' })
    await undone(api, junked)
    expect(await seenBy(client, 'INBOX')).toEqual({ one: '$NotJunk $label1' })
    await undone(api, labelled)
    expect(await seenBy(client, 'INBOX')).toEqual({ one: '$NotJunk' })
  }))
