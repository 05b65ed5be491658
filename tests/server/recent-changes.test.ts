import { randomUUID } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Change, ChangeResult } from '#lib/api/changes.ts'
import type { Folder, FolderList } from '#lib/api/folders.ts'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { Problem } from '#lib/api/problem.ts'
import type { FolderUndo, RecentChange, RecentChanges } from '#lib/api/recent-changes.ts'
import { eml } from '#tests/servers/eml.ts'
import { type Seeds, type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const inbox = folderIdOf('INBOX')
const archive = folderIdOf('Archive')
const id = (uid: number, path = 'INBOX') =>
  messageIdOf({ folderId: folderIdOf(path), uidValidity: 1_700_000_000, uid })
const mail = (...subjects: string[]) => subjects.map((subject) => eml({ subject }))

type Scene = { api: Api; client: ImapFlow; box: TestMailbox }

function scene(seeds: Seeds, play: (scene: Scene) => Promise<void>): Promise<void> {
  return withMailbox({ Archive: [], ...seeds }, async (box) => {
    await play({ box, api: await signIn(box), client: await box.otherClient() })
  })
}

async function change(api: Api, body: Change, headers: Record<string, string> = {}): Promise<ChangeResult> {
  const answer = await api.post<ChangeResult>('/api/messages/change', body, { headers })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

async function recent(api: Api): Promise<RecentChange[]> {
  return (await api.get<RecentChanges>('/api/changes/recent')).body.changes
}

async function newest(api: Api): Promise<RecentChange> {
  return (await recent(api))[0] ?? expect.fail('nothing is listed')
}

const star = (...uids: number[]): Change => ({
  kind: 'flag',
  messages: { ids: uids.map((uid) => id(uid)) },
  add: ['\\Flagged'],
})

/** Listens until the test is over; tells what was said of recent changes. */
async function listenTo(api: Api): Promise<() => unknown[]> {
  const ended = new AbortController()
  onTestFinished(() => ended.abort())
  const { body } = await api.raw(new Request('http://postern.test/api/events', { signal: ended.signal }))
  let text = ''
  const reading = async () => {
    for await (const bytes of body ?? []) text += new TextDecoder().decode(bytes)
  }
  reading().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error
  })
  return () => [...text.matchAll(/event: recent\ndata: (.*)\n/g)].map(([, data]) => JSON.parse(data ?? ''))
}

describe('what was done lately', () => {
  test('is listed with what brings it back, the newest first', () =>
    scene({ INBOX: mail('one', 'two', 'three') }, async ({ api }) => {
      const [changeId, batch] = [randomUUID(), randomUUID()]
      const starred = await change(api, { ...star(1, 2, 9), changeId: changeId.toUpperCase(), batch })
      const moved = await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: archive })
      const [second, first] = await recent(api)
      expect(first).toMatchObject({
        id: changeId,
        batch,
        deed: { kind: 'flag', add: ['\\Flagged'], remove: [] },
        count: 2,
        total: 3,
        folders: [inbox],
        undo: starred.undo,
        undoneAt: null,
        final: false,
      })
      expect(second).toMatchObject({ batch: null, deed: { kind: 'move', to: archive }, undo: moved.undo })
      expect(Date.now() - Date.parse(second?.at ?? '')).toBeLessThan(60_000)
    }))

  test('says from which session and tab', () =>
    scene({ INBOX: mail('one') }, async ({ api, box }) => {
      const tab = randomUUID()
      await change(api, star(1), { 'user-agent': 'Firefox on Linux', 'postern-tab': tab })
      expect((await newest(api)).by).toEqual({ current: true, userAgent: 'Firefox on Linux', tab })
      expect((await newest(await signIn(box))).by).toMatchObject({ current: false, tab })
      await change(api, { kind: 'delete', messages: { ids: [id(1)] } }, { 'postern-tab': 'x'.repeat(36) })
      expect((await newest(api)).by.tab).toBeNull()
    }))

  test('leaves out what changed nothing, and what nobody asked for', () =>
    scene({ INBOX: mail('one') }, async ({ api }) => {
      await change(api, star(9))
      await change(api, { kind: 'flag', messages: { ids: [id(1)] }, remove: ['\\Seen'] })
      await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: inbox })
      await change(api, { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Seen'], quiet: true })
      expect(await recent(api)).toEqual([])
    }))

  test('is of one account alone, and bounded', () =>
    scene({ INBOX: mail('one') }, async ({ api }) => {
      for (let at = 0; at < 51; at++) {
        const { undo } = await change(api, star(1))
        await change(api, undo ?? expect.fail('no undo'))
        await change(api, { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Answered'] })
        await change(api, { kind: 'copy', messages: { ids: [id(1)] }, to: archive })
      }
      expect(await recent(api)).toHaveLength(100)
      await withMailbox({}, async (other) => expect(await recent(await signIn(other))).toEqual([]))
    }))
})

describe('an undo', () => {
  test('from another device takes the token, once, and everybody hears of it', () =>
    scene({ INBOX: mail('one') }, async ({ api, box, client }) => {
      const other = await signIn(box)
      const heard = await listenTo(other)
      const { undo } = await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: archive })
      const { id: changed } = await newest(other)
      await expect.poll(heard).toContainEqual({ id: changed, undone: false })
      const listed = (await newest(other)).undo
      expect(listed).toEqual(undo)
      expect(await change(other, listed as Change)).toMatchObject({ count: 1 })
      await expect.poll(heard).toContainEqual({ id: changed, undone: true })
      expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 1 })
      const again = await api.post<Problem>('/api/messages/change', undo)
      expect(again.body).toMatchObject({ code: 'conflict' })
      expect(await newest(api)).toMatchObject({ undo: null, undoneAt: expect.any(String) })
    }))

  test('of messages in a folder that was numbered anew is refused, and no longer offered', () =>
    scene({ INBOX: mail('one') }, async ({ api, client }) => {
      const { undo } = await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: archive })
      await client.mailboxDelete('Archive')
      await client.mailboxCreate('Archive')
      const { status, body } = await api.post<Problem>('/api/messages/change', undo)
      expect([status, body.code]).toEqual([409, 'uidvalidity_changed'])
      expect(await newest(api)).toMatchObject({ undo: null, undoneAt: null })
    }))

  test('finds its messages in a folder that has another name by now', () =>
    scene({ INBOX: mail('one'), Projects: [], 'Projects/Old': [] }, async ({ api, client }) => {
      const old = folderIdOf('Projects/Old')
      await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: old })
      const { undo } = await newest(api)
      await api.patch(`/api/folders/${folderIdOf('Projects')}`, { name: 'Work' })
      expect(await change(api, undo as Change)).toMatchObject({ count: 1, missing: [] })
      expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 1 })
    }))
})

describe('what is final', () => {
  test('was deleted from the trash, expunged, or gone with its folder: it is listed without an undo', () =>
    scene({ INBOX: mail('one'), Trash: mail('two', 'three'), Gone: mail('four') }, async ({ api }) => {
      await change(api, { kind: 'expunge', messages: { ids: [id(1)] } })
      await change(api, { kind: 'delete', messages: { ids: [id(1, 'Trash')] } })
      await api.post(`/api/folders/${folderIdOf('Trash')}/empty`)
      await api.delete(`/api/folders/${folderIdOf('Gone')}?force=true`)
      const listed = await recent(api)
      expect(listed.map(({ deed, count, final, undo }) => [deed.kind, count, final, undo])).toEqual([
        ['deleteFolder', 0, true, null],
        ['emptyFolder', 1, true, null],
        ['delete', 1, true, null],
        ['expunge', 1, true, null],
      ])
    }))

  test('what goes to the trash is not', () =>
    scene({ INBOX: mail('one') }, async ({ api }) => {
      await change(api, { kind: 'delete', messages: { ids: [id(1)] } })
      expect(await newest(api)).toMatchObject({ deed: { kind: 'delete' }, final: false })
    }))
})

describe('a folder', () => {
  async function undone(api: Api): Promise<void> {
    const { id: folderId, patch } = (await newest(api)).undo as FolderUndo
    expect((await api.patch(`/api/folders/${folderId}`, patch)).status).toBe(200)
  }

  async function tree(api: Api): Promise<[path: string, subscribed: boolean][]> {
    const { folders } = (await api.get<FolderList>('/api/folders')).body
    return folders.map(({ path, subscribed }: Folder) => [path, subscribed])
  }

  test('that was renamed, moved or unsubscribed goes back to how it was', () =>
    scene({ 'Clients/Bright': mail('one'), Clients: [] }, async ({ api }) => {
      const bright = folderIdOf('Clients/Bright')
      const before = await tree(api)
      await api.patch(`/api/folders/${bright}`, { name: 'Dark' })
      expect((await newest(api)).deed).toEqual({ kind: 'renameFolder', name: 'Dark', before: 'Bright' })
      await undone(api)
      expect(await tree(api)).toEqual(before)
      await api.patch(`/api/folders/${bright}`, { parentId: null })
      expect((await newest(api)).deed).toEqual({ kind: 'moveFolder', name: 'Bright', to: null })
      await undone(api)
      expect(await tree(api)).toEqual(before)
      await api.patch(`/api/folders/${bright}`, { subscribed: false })
      expect((await newest(api)).deed).toEqual({ kind: 'unsubscribeFolder', name: 'Bright' })
      await undone(api)
      expect(await tree(api)).toEqual(before)
    }))

  test('that was asked to be as it is did not change', () =>
    scene({}, async ({ api }) => {
      await api.patch(`/api/folders/${archive}`, { name: 'Archive', subscribed: true })
      expect(await recent(api)).toEqual([])
    }))
})
