import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Change, ChangeResult } from '#lib/api/changes.ts'
import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { Problem } from '#lib/api/problem.ts'
import { change } from '#tests/servers/change-by-api.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { type FaultProxy, startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { type Seeds, type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const mail = (subject: string) => `From: Ada <ada@example.org>\nSubject: ${subject}\n\n${subject}\n`
const id = (uid: number, path = 'INBOX') =>
  messageIdOf({ folderId: folderIdOf(path), uidValidity: 1_700_000_000, uid })
const inbox = folderIdOf('INBOX')
const archive = folderIdOf('Archive')

/** `subject flags` of every message of a folder, as another client sees them, in no order. */
async function seenBy(client: ImapFlow, path: string): Promise<string[]> {
  await client.mailboxOpen(path, { readOnly: true })
  const found: string[] = []
  for await (const { envelope, flags } of client.fetch('1:*', { envelope: true, flags: true })) {
    const words = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
    found.push([envelope?.subject, ...words].join(' '))
  }
  await client.mailboxClose()
  return found.sort()
}

type Scene = { api: Api; client: ImapFlow; box: TestMailbox }

function scene(seeds: Seeds, play: (scene: Scene) => Promise<void>, server?: Dovecot): Promise<void> {
  return withMailbox(
    { Archive: [], ...seeds },
    async (box) => play({ box, api: await signIn(box), client: await box.otherClient() }),
    server,
  )
}

const BARE = 'IMAP4rev1 LITERAL+'
const bare: { server: Dovecot | null; stop: () => Promise<void> } = {
  server: null,
  stop: async () => undefined,
}

beforeAll(async () => {
  const started = await startDovecot({ capability: BARE })
  bare.server = started.server
  bare.stop = started.stop
})
afterAll(() => bare.stop())

function bareServer(): Dovecot {
  if (!bare.server) throw new Error('the bare server did not start')
  return bare.server
}

describe('a server that only speaks IMAP4rev1', () => {
  const onBare = (seeds: Seeds, play: (scene: Scene) => Promise<void>) => scene(seeds, play, bareServer())

  test('moves, and knows where to, and brings back', () =>
    onBare(
      { INBOX: [mail('one'), { raw: mail('two'), flags: ['\\Seen', 'todo'] }] },
      async ({ api, client }) => {
        const result = await change(api, {
          kind: 'move',
          messages: { ids: [id(1), id(2), id(9)] },
          to: archive,
        })
        expect(result).toMatchObject({ count: 2, missing: [id(9)] })
        expect(result.moved?.every(({ to }) => to !== null)).toBe(true)
        expect(await seenBy(client, 'Archive')).toEqual(['one', 'two \\Seen todo'])
        const back = await change(api, result.undo as Change)
        expect(back.count).toBe(2)
        expect(await seenBy(client, 'INBOX')).toEqual(['one', 'two \\Seen todo'])
        expect(await seenBy(client, 'Archive')).toEqual([])
      },
    ))

  test('expunges nothing that somebody else marked, and the marks stay', () =>
    onBare(
      { INBOX: [mail('one'), { raw: mail('marked'), flags: ['\\Deleted'] }, mail('three')] },
      async ({ api, client }) => {
        await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: archive })
        await change(api, { kind: 'expunge', messages: { ids: [id(3)] } })
        expect(await seenBy(client, 'INBOX')).toEqual(['marked \\Deleted'])
      },
    ))

  test('copies, and undo removes only the copy', () =>
    onBare({ INBOX: [mail('one')], Archive: [mail('two')] }, async ({ api, client }) => {
      const result = await change(api, { kind: 'copy', messages: { ids: [id(1)] }, to: archive })
      expect(await seenBy(client, 'Archive')).toEqual(['one', 'two'])
      await change(api, result.undo as Change)
      expect(await seenBy(client, 'Archive')).toEqual(['two'])
      expect(await seenBy(client, 'INBOX')).toEqual(['one'])
    }))

  test(
    'deletes a whole view to a trash that is made, and gives it back',
    () =>
      onBare({ INBOX: Array.from({ length: 700 }, (_, at) => mail(`m${at}`)) }, async ({ api, client }) => {
        const result = await change(api, {
          kind: 'delete',
          messages: { all: { folderId: inbox, except: [id(1)] } },
        })
        expect(result).toMatchObject({ count: 699, missing: [] })
        expect(await seenBy(client, 'INBOX')).toEqual(['m0'])
        expect(await change(api, result.undo as Change)).toMatchObject({ count: 699 })
        expect(await seenBy(client, 'INBOX')).toHaveLength(700)
      }),
    60_000,
  )
})

describe('a connection that breaks', () => {
  const broken = (
    server: Dovecot,
    seeds: Seeds,
    play: (scene: Scene & { wire: FaultProxy }) => Promise<void>,
  ): Promise<void> =>
    withMailbox(
      { Archive: [], ...seeds },
      async (box) => {
        const wire = await startFaultProxy(server)
        try {
          const api = await signIn({ ...box, server: wire.server })
          await play({ box, api, client: await box.otherClient(), wire })
        } finally {
          await wire.shut()
        }
      },
      server,
    )

  const INBOX = [mail('one'), mail('two'), mail('three')]

  test.for([
    ['MOVE', /UID MOVE/, 'before'],
    ['MOVE', /UID MOVE/, 'after'],
    ['the status before it', /STATUS/, 'after'],
  ] as const)('at %s (%s, %s) moves once', ([, command, when]) =>
    broken(inject('dovecot'), { INBOX }, async ({ api, client, wire }) => {
      await api.get(`/api/folders/${inbox}/messages`)
      wire.arm({ kind: 'cut' }, { line: command, when })
      const { status, body } = await api.post<ChangeResult & Problem>('/api/messages/change', {
        kind: 'move',
        messages: { ids: [id(1), id(2)] },
        to: archive,
      })
      if (status === 200) {
        expect(body.count).toBe(2)
        expect(await seenBy(client, 'INBOX')).toEqual(['three'])
        expect(await seenBy(client, 'Archive')).toEqual(['one', 'two'])
        expect(await change(api, body.undo as Change)).toMatchObject({ count: 2 })
      } else {
        expect(body.code).toBe('unavailable')
      }
      expect(await seenBy(client, 'INBOX')).toEqual(['one', 'three', 'two'])
      expect(await seenBy(client, 'Archive')).toEqual([])
    }),
  )

  test.for([
    ['COPY', /UID COPY/, 'before'],
    ['COPY', /UID COPY/, 'after'],
    ['STORE', /UID STORE/, 'before'],
    ['STORE', /UID STORE/, 'after'],
    ['EXPUNGE', /EXPUNGE/, 'before'],
    ['EXPUNGE', /EXPUNGE/, 'after'],
  ] as const)(
    'at %s (%s, %s) of a server without MOVE moves once, or says that it is not known',
    ([, command, when]) =>
      broken(bareServer(), { INBOX }, async ({ api, client, wire }) => {
        wire.arm({ kind: 'cut' }, { line: command, when })
        const { status, body } = await api.post<ChangeResult & Problem>('/api/messages/change', {
          kind: 'move',
          messages: { ids: [id(1), id(2)] },
          to: archive,
        })
        expect(wire.seen).toBeGreaterThan(0)
        expect(status, JSON.stringify(body)).toBe(200)
        expect(body.count).toBe(2)
        expect(await seenBy(client, 'INBOX')).toEqual(['three'])
        expect(await seenBy(client, 'Archive')).toEqual(['one', 'two'])
      }),
  )

  test.for(['before', 'after'] as const)('%s COPY gets through copies once', (when) =>
    broken(inject('dovecot'), { INBOX }, async ({ api, client, wire }) => {
      wire.arm({ kind: 'cut' }, { line: /UID COPY/, when })
      const result = await change(api, { kind: 'copy', messages: { ids: [id(1), id(2)] }, to: archive })
      expect(result.count).toBe(2)
      expect(await seenBy(client, 'Archive')).toEqual(['one', 'two'])
      await change(api, result.undo as Change)
      expect(await seenBy(client, 'Archive')).toEqual([])
    }),
  )

  test.for(['before', 'after'] as const)(
    '%s STORE gets through flags, and undo still knows what changed',
    (when) =>
      broken(
        inject('dovecot'),
        { INBOX: [mail('one'), { raw: mail('read'), flags: ['\\Seen'] }] },
        async ({ api, client, wire }) => {
          wire.arm({ kind: 'cut' }, { line: /UID STORE/, when })
          const result = await change(api, {
            kind: 'flag',
            messages: { ids: [id(1), id(2)] },
            add: ['\\Seen'],
          })
          expect(result.updated).toEqual([{ id: id(1), flags: ['\\Seen'] }])
          expect(await seenBy(client, 'INBOX')).toEqual(['one \\Seen', 'read \\Seen'])
          await change(api, result.undo as Change)
          expect(await seenBy(client, 'INBOX')).toEqual(['one', 'read \\Seen'])
        },
      ),
  )

  test.for(['before', 'after'] as const)(
    '%s an expunge gets through removes what was asked, and nothing else',
    (when) =>
      broken(inject('dovecot'), { INBOX }, async ({ api, client, wire }) => {
        wire.arm({ kind: 'cut' }, { line: /UID EXPUNGE/, when })
        const result = await change(api, { kind: 'expunge', messages: { ids: [id(1)] } })
        expect(result).toEqual({ count: 1, missing: [], undo: null })
        expect(await seenBy(client, 'INBOX')).toEqual(['three', 'two'])
      }),
  )

  test('in the middle of an undo leaves it to be pressed again, or has done it', () =>
    broken(inject('dovecot'), { INBOX }, async ({ api, client, wire }) => {
      const result = await change(api, { kind: 'move', messages: { ids: [id(1)] }, to: archive })
      await wire.shut()
      const { status, body } = await api.post<Problem>('/api/messages/change', result.undo)
      expect([status, body.code]).toEqual([503, 'unavailable'])
      expect(await seenBy(client, 'Archive')).toEqual(['one'])
    }))
})

describe('a mailbox that is full', () => {
  test('says so, and says what was done before', async () => {
    const { server, stop } = await startDovecot({
      extra:
        'mail_plugins = quota\nprotocol imap {\n  mail_plugins = $mail_plugins imap_quota\n}\nplugin {\n  quota = count:User\n  quota_vsizes = yes\n  quota_rule = *:storage=1M\n  quota_grace = 0\n}',
    })
    try {
      const big = `Subject: big\n\n${'x'.repeat(150_000)}\n`
      await scene(
        { INBOX: [big, big, big, big] },
        async ({ api, client }) => {
          const { status, body } = await api.post<Problem>('/api/messages/change', {
            kind: 'copy',
            messages: { ids: [1, 2, 3, 4].map((uid) => id(uid)) },
            to: archive,
            changeId: randomUUID(),
          })
          expect([status, body.code], JSON.stringify(body)).toEqual([507, 'over_quota'])
          expect(await seenBy(client, 'Archive')).toEqual([])
        },
        server,
      )
      await scene(
        { INBOX: [mail('small')], Clients: [big, big, big, big] },
        async ({ api, client }) => {
          const ids = [...[1, 2, 3, 4].map((uid) => id(uid, 'Clients')), id(1)]
          const { status, body } = await api.post<Problem>('/api/messages/change', {
            kind: 'copy',
            messages: { ids },
            to: archive,
          })
          expect([status, body.code]).toEqual([507, 'over_quota'])
          expect(body.detail).toContain('One message was done out of 5')
          expect(await seenBy(client, 'Archive')).toEqual(['small'])
          expect(await change(api, body.undo as Change)).toMatchObject({ count: 1, missing: [] })
          expect(await seenBy(client, 'Archive')).toEqual([])
        },
        server,
      )
    } finally {
      await stop()
    }
  }, 60_000)
})

describe('any changes', () => {
  const FOLDERS = ['INBOX', 'Archive', 'Clients/Ö & Co', 'Trash']
  const SUBJECTS = ['a', 'b', 'c', 'd', 'e', 'f']
  const flag = fc.constantFrom('\\Seen', '\\Flagged', '\\Answered', '\\Deleted', '$Junk', 'todo')
  const some = fc.uniqueArray(fc.constantFrom(...SUBJECTS), { minLength: 1 })
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('flag' as const),
      some,
      add: fc.uniqueArray(flag),
      remove: fc.uniqueArray(flag),
    }),
    fc.record({
      kind: fc.constantFrom('move' as const, 'copy' as const),
      some,
      to: fc.constantFrom(...FOLDERS),
    }),
    fc.record({ kind: fc.constant('delete' as const), some }),
  )

  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

  async function changeOf(client: ImapFlow, one: Step): Promise<Change> {
    // From the trash a delete is for good.
    const paths = one.kind === 'delete' ? FOLDERS.filter((path) => path !== 'Trash') : FOLDERS
    const messages = { ids: await idsOf(client, one.some, paths) }
    if (one.kind === 'delete') return { kind: 'delete', messages }
    if (one.kind !== 'flag') return { kind: one.kind, messages, to: folderIdOf(one.to) }
    return {
      kind: 'flag',
      messages,
      add: one.add,
      remove: one.remove.filter((word) => !one.add.includes(word)),
    }
  }

  async function idsOf(
    client: ImapFlow,
    subjects: readonly string[],
    paths: readonly string[],
  ): Promise<string[]> {
    const ids: string[] = []
    for (const path of paths) {
      const { uidValidity } = await client.mailboxOpen(path, { readOnly: true })
      for await (const { envelope, uid } of client.fetch('1:*', { envelope: true, uid: true })) {
        if (!subjects.includes(envelope?.subject ?? '')) continue
        ids.push(messageIdOf({ folderId: folderIdOf(path), uidValidity: Number(uidValidity), uid }))
      }
      await client.mailboxClose()
    }
    return ids
  }

  async function truth({ api, client }: Scene): Promise<unknown> {
    const { body } = await api.get<{ folders: Folder[] }>('/api/folders')
    const counts = body.folders.map(({ path, total, unread }) => [path, total, unread])
    return { counts, folders: await allSeen(client) }
  }

  async function allSeen(client: ImapFlow): Promise<Record<string, string[]>> {
    const seen: Record<string, string[]> = {}
    for (const path of FOLDERS) seen[path] = await seenBy(client, path)
    return seen
  }

  const backAgain = (server: Dovecot | undefined, numRuns: number) =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) =>
        scene(
          {
            INBOX: [
              mail('a'),
              { raw: mail('b'), flags: ['\\Seen'] },
              { raw: mail('c'), flags: ['\\Flagged', 'todo'] },
            ],
            Archive: [{ raw: mail('d'), flags: ['$Junk'] }],
            'Clients/Ö & Co': [mail('e')],
            Trash: [mail('f')],
          },
          async (at) => {
            const before = await truth(at)
            const undos: Change[] = []
            for (const one of steps) {
              const { undo } = await change(at.api, await changeOf(at.client, one))
              if (undo) undos.unshift(undo)
            }
            for (const undo of undos) expect((await change(at.api, undo)).missing).toEqual([])
            expect(await truth(at)).toEqual(before)
          },
          server,
        ),
      ),
      { numRuns, endOnFailure: true },
    )

  test('followed by their undos give the mailbox back', () => backAgain(undefined, 10), 120_000)

  test('do so on a server without any extension', () => backAgain(bareServer(), 5), 120_000)
})
