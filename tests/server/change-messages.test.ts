import { randomUUID } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import { describe, expect, test } from 'vitest'
import type { Change } from '#lib/api/changes.ts'
import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { Problem } from '#lib/api/problem.ts'
import { change, refused, undone } from '#tests/servers/change-by-api.ts'
import { type Seeds, type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const mail = (subject: string) => `From: Ada <ada@example.org>\nSubject: ${subject}\n\n${subject}\n`
const inbox = folderIdOf('INBOX')
const archive = folderIdOf('Archive')

/** Of a seeded folder: its UIDVALIDITY is always the same. */
const id = (uid: number, path = 'INBOX') =>
  messageIdOf({ folderId: folderIdOf(path), uidValidity: 1_700_000_000, uid })

/** The truth as another client sees it: subject → flags, of a folder. */
async function seenBy(client: ImapFlow, path: string): Promise<Record<string, string>> {
  await client.mailboxOpen(path, { readOnly: true })
  const found: [string, string][] = []
  for await (const { envelope, flags } of client.fetch('1:*', { envelope: true, flags: true })) {
    const words = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
    found.push([envelope?.subject ?? '', words.join(' ')])
  }
  await client.mailboxClose()
  return Object.fromEntries(found.sort())
}

async function countOf(client: ImapFlow, path: string): Promise<number> {
  const status = await client.status(path, { messages: true })
  if (!status) throw new Error(`no status of ${path}`)
  return status.messages ?? 0
}

type Scene = { api: Api; client: ImapFlow; box: TestMailbox }

/** Signed in to a mailbox in the wanted state, with another client watching. */
function scene(seeds: Seeds, play: (scene: Scene) => Promise<void>): Promise<void> {
  return withMailbox({ Archive: [], ...seeds }, async (box) => {
    await play({ box, api: await signIn(box), client: await box.otherClient() })
  })
}

describe('flags', () => {
  test('a star is what another client sees', () =>
    scene({ INBOX: [mail('one'), mail('two')] }, async ({ api, client }) => {
      const result = await change(api, { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Flagged'] })
      expect(result).toMatchObject({ count: 1, updated: [{ id: id(1), flags: ['\\Flagged'] }], missing: [] })
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '\\Flagged', two: '' })
    }))

  test('starring twice is the same as starring once, and leaves nothing to undo', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      const star: Change = { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\flagged'] }
      await change(api, star)
      expect(await change(api, star)).toEqual({ count: 1, updated: [], missing: [], undo: null })
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '\\Flagged' })
    }))

  test('undo gives back only what really changed: a message that was read stays read', () =>
    scene(
      { INBOX: [{ raw: mail('read'), flags: ['\\Seen', 'todo'] }, mail('unread')] },
      async ({ api, client }) => {
        const result = await change(api, {
          kind: 'flag',
          messages: { ids: [id(1), id(2)] },
          add: ['\\Seen', '$Forwarded'],
          remove: ['todo'],
        })
        expect(await seenBy(client, 'INBOX')).toEqual({
          read: '$Forwarded \\Seen',
          unread: '$Forwarded \\Seen',
        })
        const back = await undone(api, result)
        expect(back).toMatchObject({ count: 2, missing: [], undo: null })
        expect(await seenBy(client, 'INBOX')).toEqual({ read: '\\Seen todo', unread: '' })
      },
    ))

  test('\\Deleted may be set, \\Recent never', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      await change(api, { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Deleted'] })
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '\\Deleted' })
      const problem = await refused(api, { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Recent'] })
      expect(problem).toMatchObject({ code: 'bad_request', issues: [{ path: 'add' }] })
      const both = { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Seen'], remove: ['\\seen'] }
      expect(await refused(api, both)).toMatchObject({ code: 'bad_request', issues: [{ path: 'remove' }] })
    }))

  test('a flag that the folder cannot keep is forbidden', () =>
    scene({ INBOX: [mail('one')] }, async ({ api }) => {
      const problem = await refused(api, { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Important'] })
      expect(problem).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('\\Important') })
    }))

  test('no flag can become a command of its own', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      for (const flag of ['a\r\nA1 EXPUNGE', 'a b', ')', '\\Seen)', '{3}', '"', '', '\0']) {
        const problem = await refused(api, { kind: 'flag', messages: { ids: [id(1)] }, add: [flag] })
        expect(problem.code, flag).toBe('bad_request')
      }
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '' })
    }))
})

describe('ids', () => {
  test('one with another UIDVALIDITY fails the whole call, untouched', () =>
    scene({ INBOX: [mail('one')], Archive: [mail('two')] }, async ({ api, client }) => {
      const stale = messageIdOf({ folderId: archive, uidValidity: 5, uid: 1 })
      const problem = await refused(api, {
        kind: 'flag',
        messages: { ids: [id(1), stale] },
        add: ['\\Flagged'],
      })
      expect(problem.code).toBe('uidvalidity_changed')
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '' })
      const same = {
        kind: 'delete',
        messages: { ids: [id(1), messageIdOf({ folderId: inbox, uidValidity: 5, uid: 1 })] },
      }
      expect((await refused(api, same)).code).toBe('uidvalidity_changed')
    }))

  test('those that are gone are named, whether message, folder or nothing at all', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      const gone = [id(9), id(1, 'No such folder'), `${'_'.repeat(7)}.1.1`]
      for (const body of [
        { kind: 'flag', add: ['\\Flagged'] },
        { kind: 'copy', to: archive },
        { kind: 'move', to: archive },
      ] as const) {
        const result = await change(api, { ...body, messages: { ids: [id(1), ...gone, id(1)] } } as Change)
        expect(result.count).toBe(1)
        expect([...result.missing].sort()).toEqual([...gone].sort())
      }
      for (const kind of ['delete', 'expunge', 'move'] as const) {
        const result = await change(api, { kind, messages: { ids: [id(1)] }, to: archive })
        expect(result).toMatchObject({ count: 0, missing: [id(1)], undo: null })
      }
      expect(await seenBy(client, 'Archive')).toEqual({ one: '\\Flagged' })
    }))

  test('of several folders are done in one call', () =>
    scene(
      { INBOX: [mail('one')], Archive: [mail('two')], Clients: [mail('three')] },
      async ({ api, client }) => {
        const ids = [id(1), id(1, 'Archive'), id(1, 'Clients')]
        const result = await change(api, { kind: 'move', messages: { ids }, to: folderIdOf('Clients') })
        expect(result.count).toBe(3)
        expect(result.moved?.map(({ from }) => from).sort()).toEqual([id(1), id(1, 'Archive')].sort())
        expect(await seenBy(client, 'Clients')).toEqual({ one: '', two: '', three: '' })
        await undone(api, result)
        expect(await seenBy(client, 'INBOX')).toEqual({ one: '' })
        expect(await seenBy(client, 'Archive')).toEqual({ two: '' })
      },
    ))

  test('more than a thousand are refused, none is nothing', () =>
    scene({ INBOX: [mail('one')] }, async ({ api }) => {
      const ids = Array.from({ length: 1001 }, (_, at) => id(at + 1))
      expect((await refused(api, { kind: 'delete', messages: { ids } })).code).toBe('bad_request')
      expect(await change(api, { kind: 'delete', messages: { ids: [] } })).toMatchObject({
        count: 0,
        undo: null,
      })
    }))
})

describe('move, copy, delete, expunge', () => {
  test('a move says the new ids, and undo brings the message back with the flags it has', () =>
    scene({ INBOX: [{ raw: mail('one'), flags: ['\\Seen'] }, mail('two')] }, async ({ api, client }) => {
      const result = await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: archive })
      const [move] = result.moved ?? []
      expect(move?.from).toBe(id(1))
      expect(await seenBy(client, 'INBOX')).toEqual({ two: '' })
      expect(await seenBy(client, 'Archive')).toEqual({ one: '\\Seen' })
      const opened = await api.get(`/api/messages/${move?.to}`)
      expect(opened.body).toMatchObject({ subject: 'one' })
      const back = await undone(api, result)
      expect(back.moved).toMatchObject([{ from: move?.to }])
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '\\Seen', two: '' })
      expect(await seenBy(client, 'Archive')).toEqual({})
    }))

  test('a folder that is not there takes nothing', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      for (const to of [folderIdOf('Nowhere'), '____', folderIdOf('a\r\nb')]) {
        for (const kind of ['move', 'copy'] as const) {
          const problem = await refused(api, { kind, messages: { ids: [id(1)] }, to })
          expect(problem.code).toBe('not_found')
        }
      }
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '' })
    }))

  test('what is moved to its own folder stays where it is', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      const result = await change(api, { kind: 'move', messages: { ids: [id(1), id(2)] }, to: inbox })
      expect(result).toEqual({ count: 1, moved: [], missing: [id(2)], undo: null })
      expect((await api.get(`/api/messages/${id(1)}`)).status).toBe(200)
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '' })
    }))

  test('a copy leaves the message where it is, and undo removes only the copy', () =>
    scene({ INBOX: [mail('one')], Archive: [mail('two')] }, async ({ api, client }) => {
      const result = await change(api, { kind: 'copy', messages: { ids: [id(1)] }, to: archive })
      expect(result).toMatchObject({ count: 1, missing: [] })
      expect(await seenBy(client, 'Archive')).toEqual({ one: '', two: '' })
      await undone(api, result)
      expect(await seenBy(client, 'Archive')).toEqual({ two: '' })
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '' })
    }))

  test('delete goes to the trash, made where there is none; from there for good', () =>
    scene({ INBOX: [mail('one'), mail('two')] }, async ({ api, client }) => {
      const result = await change(api, { kind: 'delete', messages: { ids: [id(1)] } })
      expect(result.moved).toMatchObject([{ from: id(1) }])
      expect(await seenBy(client, 'Trash')).toEqual({ one: '' })
      await undone(api, result)
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '', two: '' })
      const again = await change(api, { kind: 'delete', messages: { ids: [id(2)] } })
      const there = again.moved?.[0]?.to
      if (!there) throw new Error('the server did not say where it is')
      const gone = await change(api, { kind: 'delete', messages: { ids: [there] } })
      expect(gone).toMatchObject({ count: 1, missing: [], undo: null })
      expect(await seenBy(client, 'Trash')).toEqual({})
      // What was taken from the trash for good can't be brought back by the earlier undo.
      expect(await undone(api, again)).toMatchObject({ count: 0, missing: [there] })
    }))

  test('from a folder below the trash it is for good, too', () =>
    scene(
      { INBOX: [mail('one')], Trash: [], 'Trash/old': [mail('old')], Trashy: [mail('not')] },
      async ({ api, client }) => {
        const ids = [id(1), id(1, 'Trash/old'), id(1, 'Trashy')]
        const result = await change(api, { kind: 'delete', messages: { ids } })
        expect(result).toMatchObject({ count: 3, missing: [] })
        expect(result.moved).toHaveLength(2)
        expect(await seenBy(client, 'Trash')).toEqual({ one: '', not: '' })
        expect(await seenBy(client, 'Trash/old')).toEqual({})
        expect(await undone(api, result)).toMatchObject({ count: 2 })
        expect(await seenBy(client, 'Trashy')).toEqual({ not: '' })
      },
    ))

  test('expunge removes for good, and nothing that somebody else marked', () =>
    scene(
      { INBOX: [mail('one'), { raw: mail('marked'), flags: ['\\Deleted'] }, mail('three')] },
      async ({ api, client }) => {
        const result = await change(api, { kind: 'expunge', messages: { ids: [id(1), id(7)] } })
        expect(result).toEqual({ count: 1, missing: [id(7)], undo: null })
        expect(await seenBy(client, 'INBOX')).toEqual({ marked: '\\Deleted', three: '' })
      },
    ))
})

describe('once', () => {
  test('the same changeId gets the first answer and does nothing more', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      const body: Change = { kind: 'copy', messages: { ids: [id(1)] }, to: archive, changeId: randomUUID() }
      const [first, second] = await Promise.all([change(api, body), change(api, body)])
      const third = await change(api, { ...body, changeId: body.changeId?.toUpperCase() })
      expect(second).toEqual(first)
      expect(third).toEqual(first)
      expect(await countOf(client, 'Archive')).toBe(1)
    }))

  test('a change that failed and did nothing is tried again', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      const body: Change = {
        kind: 'move',
        messages: { ids: [id(1)] },
        to: folderIdOf('Later'),
        changeId: randomUUID(),
      }
      expect((await refused(api, body)).code).toBe('not_found')
      await client.mailboxCreate('Later')
      expect(await change(api, body)).toMatchObject({ count: 1 })
    }))

  test('another account may use the same changeId', () =>
    scene({ INBOX: [mail('one')] }, async ({ api }) =>
      scene({ INBOX: [mail('two')] }, async ({ api: other }) => {
        const body: Change = {
          kind: 'flag',
          messages: { ids: [id(1)] },
          add: ['\\Seen'],
          changeId: randomUUID(),
        }
        expect((await change(api, body)).updated).toHaveLength(1)
        expect((await change(other, body)).updated).toHaveLength(1)
      }),
    ))

  test('undo pressed twice at once undoes once', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      const { undo } = await change(api, { kind: 'copy', messages: { ids: [id(1)] }, to: inbox })
      const pressed = await Promise.all([1, 2].map(() => api.post<Problem>('/api/messages/change', undo)))
      expect(pressed.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(pressed.find(({ status }) => status === 409)?.body.code).toBe('conflict')
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '' })
    }))

  test('a token that is unknown, or another account’s, is a conflict', () =>
    scene({ INBOX: [mail('one')] }, async ({ api }) =>
      scene({ INBOX: [mail('one')] }, async ({ api: other }) => {
        const { undo } = await change(api, { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Seen'] })
        expect((await refused(other, undo)).code).toBe('conflict')
        expect((await refused(api, { kind: 'undo', token: 'made up' })).code).toBe('conflict')
        expect((await change(api, undo as Change)).count).toBe(1)
        expect((await refused(api, undo)).code).toBe('conflict')
      }),
    ))

  test('undo into a folder that was renumbered is refused and touches nothing', () =>
    scene({ INBOX: [mail('one')] }, async ({ api, client }) => {
      await client.mailboxCreate('Later')
      const result = await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: folderIdOf('Later') })
      await client.mailboxDelete('Later')
      await client.mailboxCreate('Later')
      await client.append('Later', mail('another'))
      const problem = await refused(api, result.undo)
      expect(problem.code).toBe('uidvalidity_changed')
      expect(await seenBy(client, 'Later')).toEqual({ another: '' })
    }))

  test('an unknown change cannot be stopped', () =>
    scene({ INBOX: [] }, async ({ api }) => {
      expect((await api.delete(`/api/messages/change/${randomUUID()}`)).status).toBe(404)
      expect((await api.delete('/api/messages/change/x')).status).toBe(400)
    }))
})

describe('whole views', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => mail(`m${String(at + 1).padStart(5, '0')}`))

  test('a view is what was seen: not what came since, not the exceptions', () =>
    scene({ INBOX: [...many(4), { raw: mail('read'), flags: ['\\Seen'] }] }, async ({ api, client }) => {
      await client.append('INBOX', mail('new'))
      const result = await change(api, {
        kind: 'move',
        messages: { all: { folderId: inbox, until: 6, filter: ['unread'], except: [id(2)] } },
        to: archive,
      })
      expect(result).toMatchObject({ count: 3, missing: [] })
      expect(Object.keys(await seenBy(client, 'INBOX'))).toEqual(['m00002', 'new', 'read'])
      const searched = await change(api, {
        kind: 'delete',
        messages: { all: { folderId: inbox, q: 'subject:new' } },
      })
      expect(searched.count).toBe(1)
      expect(Object.keys(await seenBy(client, 'INBOX'))).toEqual(['m00002', 'read'])
    }))

  test('a view of no folder is not found, and a stale exception fails the call', () =>
    scene({ INBOX: many(1) }, async ({ api }) => {
      const all = (view: object) => ({ kind: 'delete', messages: { all: view } })
      expect((await refused(api, all({ folderId: folderIdOf('Nowhere') }))).code).toBe('not_found')
      const except = [messageIdOf({ folderId: inbox, uidValidity: 5, uid: 1 })]
      expect((await refused(api, all({ folderId: inbox, except }))).code).toBe('uidvalidity_changed')
      const uidValidity = { [inbox]: 5 }
      expect((await refused(api, all({ folderId: inbox, uidValidity }))).code).toBe('uidvalidity_changed')
    }))

  test(
    '5,000 messages move by view in one call, and come back by one undo',
    () =>
      scene({ INBOX: many(5000) }, async ({ api, client }) => {
        const result = await change(api, {
          kind: 'move',
          messages: { all: { folderId: inbox } },
          to: archive,
        })
        expect(result).toMatchObject({ count: 5000, missing: [] })
        expect(result.moved).toBeUndefined()
        expect(await countOf(client, 'Archive')).toBe(5000)
        expect(await countOf(client, 'INBOX')).toBe(0)
        expect(await undone(api, result)).toMatchObject({ count: 5000, missing: [] })
        expect(await countOf(client, 'INBOX')).toBe(5000)
        const { body } = await api.get<{ folders: Folder[] }>('/api/folders')
        expect(body.folders.find((folder) => folder.id === archive)?.total).toBe(0)
      }),
    60_000,
  )

  test(
    'a long change is stopped between two chunks; what was done stays and can be undone',
    () =>
      scene({ INBOX: many(3000) }, async ({ api, client }) => {
        const changeId = randomUUID()
        const running = change(api, {
          kind: 'move',
          messages: { all: { folderId: inbox } },
          to: archive,
          changeId,
        })
        for (let moved = 0; moved === 0; ) moved = await countOf(client, 'Archive')
        expect((await api.delete(`/api/messages/change/${changeId}`)).status).toBe(204)
        const result = await running
        expect(result.count).toBeLessThan(3000)
        expect(result.count).toBeGreaterThan(0)
        expect(await countOf(client, 'Archive')).toBe(result.count)
        expect(await undone(api, result)).toMatchObject({ count: result.count })
        expect(await countOf(client, 'INBOX')).toBe(3000)
      }),
    60_000,
  )

  test(
    'what another client takes away meanwhile is missing, and nothing else is touched',
    () =>
      scene({ INBOX: many(1000) }, async ({ api, client }) => {
        const running = change(api, {
          kind: 'move',
          messages: { ids: Array.from({ length: 1000 }, (_, at) => id(at + 1)) },
          to: archive,
        })
        await client.mailboxOpen('INBOX')
        const took = await client.messageDelete('900:950', { uid: true })
        expect(took).toBe(true)
        const result = await running
        const messages = await countOf(client, 'Archive')
        expect(messages).toBe(result.count)
        expect(result.count + result.missing.length).toBe(1000)
      }),
    60_000,
  )
})

describe('who listens', () => {
  /** Reads `GET /api/events` until something fits. */
  async function heard(
    api: Api,
    path: string,
    fits: (text: string) => boolean,
    meanwhile: () => Promise<unknown>,
  ) {
    const stop = new AbortController()
    const response = await api.raw(new Request(new URL(path, 'http://postern.test'), { signal: stop.signal }))
    const reader = response.body?.getReader()
    if (!reader) throw new Error('no stream')
    const done = meanwhile()
    let text = ''
    while (!fits(text)) {
      const { value, done: over } = await reader.read()
      if (over) throw new Error(`the stream ended: ${text}`)
      text += new TextDecoder().decode(value)
    }
    await done
    stop.abort()
    await reader.cancel()
    return text
  }

  test('is told of what was changed, in the folder and in the counts', () =>
    scene({ INBOX: [mail('one'), mail('two')] }, async ({ api }) => {
      const text = await heard(
        api,
        `/api/events?folder=${inbox}`,
        (said) => said.includes('event: messages') && said.includes('event: folders'),
        async () => {
          await api.get(`/api/folders/${inbox}/messages`)
          await change(api, { kind: 'flag', messages: { ids: [id(1)] }, add: ['\\Seen'] })
          await change(api, { kind: 'move', messages: { ids: [id(2)] }, to: archive })
        },
      )
      expect(text).toContain(id(1))
    }))

  test(
    'is told of the progress of a long change',
    () =>
      scene({ INBOX: Array.from({ length: 1200 }, (_, at) => mail(`m${at}`)) }, async ({ api }) => {
        const changeId = randomUUID()
        const text = await heard(
          api,
          '/api/events',
          (said) => said.includes('"done":1200'),
          () =>
            change(api, {
              kind: 'flag',
              messages: { all: { folderId: inbox } },
              add: ['\\Seen'],
              changeId,
            }),
        )
        const progress = [...text.matchAll(/event: progress\ndata: (.*)/g)].map(([, data]) =>
          JSON.parse(data ?? ''),
        )
        expect(progress.length).toBeGreaterThanOrEqual(3)
        expect(progress).toEqual(progress.map(({ done }) => ({ changeId, done, total: 1200 })))
        const done = progress.map((one) => one.done)
        expect([done[0], done.at(-1)]).toEqual([0, 1200])
        expect(done).toEqual([...done].sort((a, b) => a - b))
      }),
    60_000,
  )
})
