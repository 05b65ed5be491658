/** A list of conversations that is kept true by events and own changes is the list that is read anew. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Change } from '#lib/api/changes.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { startChanges } from '#lib/browser/change-world.ts'
import { stateFor } from '#lib/browser/first-mail.ts'
import { viewOf } from '#lib/browser/list-view.ts'
import { listOf } from '#lib/browser/lists.ts'
import { learnEvent } from '#lib/browser/live-news.ts'
import { paintedRows } from '#lib/browser/message-list.ts'
import { membersOf } from '#lib/mail/conversation-rows.ts'
import { folderPlace } from '#lib/mail/place.ts'

const SETTINGS = { ...FIRST_SETTINGS, conversations: { on: true, except: [] } }
const ARCHIVE = folderIdOf('Archive')
const SEEN = '\\Seen'

beforeAll(async () => {
  // What is fetched behind the first paint: no timer that is held back here brings it.
  await import('#lib/browser/contract.ts')
  vi.stubGlobal('window', {})
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})
afterAll(() => vi.unstubAllGlobals())

/** A folder on a server: messages by UID, each of a conversation. */
function folder(name: string) {
  const folderId = folderIdOf(name)
  const id = (uid: number) => `${folderId}.1.${uid}`
  const mail = new Map<number, { talk: number; flags: string[] }>()
  let uidNext = 1
  const summary = (uid: number): MessageSummary => ({
    id: id(uid),
    folderId,
    uid,
    threadId: 't',
    subject: `${uid}`,
    from: [{ name: `${uid}`, address: 'a@x.example' }],
    to: [],
    date: null,
    receivedAt: '2026-01-01T00:00:00.000Z',
    size: 1,
    flags: mail.get(uid)?.flags ?? [],
    hasAttachments: false,
    preview: '',
  })
  /** The rows as they are read anew. */
  const rows = () => {
    const talks = Map.groupBy([...mail.keys()], (uid) => mail.get(uid)?.talk)
    return [...talks.values()]
      .map((uids) => uids.sort((a, b) => a - b))
      .sort((a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0))
  }
  const page = () => ({
    folderId,
    uidValidity: 1,
    uidNext,
    state: `${uidNext}`,
    total: rows().length,
    offset: 0,
    messages: rows().map((uids) => {
      const row = summary(uids.at(-1) ?? 0)
      const threadMembers = uids.map(summary).map(({ id: own, from, flags, hasAttachments }) => ({
        id: own,
        from: from[0] ?? null,
        flags,
        hasAttachments,
      }))
      return uids.length > 1 ? { ...row, threadCount: uids.length, threadMembers } : row
    }),
  })
  const arrive = (talk: number) => {
    mail.set(uidNext, { talk, flags: [] })
    return id(uidNext++)
  }
  const change = (wish: Change) => {
    if (wish.kind === 'undo' || !('ids' in wish.messages)) throw new Error('not asked here')
    const here = wish.messages.ids.filter((one) => mail.has(Number(one.split('.')[2])))
    for (const one of here) {
      const uid = Number(one.split('.')[2])
      if (wish.kind === 'flag') mail.set(uid, { talk: 0, ...mail.get(uid), flags: wish.add ?? [] })
      else mail.delete(uid)
    }
    const missing = wish.messages.ids.filter((one) => !here.includes(one))
    return { count: here.length, missing, undo: null }
  }
  return { folderId, id, mail, page, rows, arrive, change }
}

type Step =
  | { do: 'arrive'; talk: number }
  | { do: 'read' | 'remove' | 'archive' | 'delete' | 'mark'; which: number }

const step: fc.Arbitrary<{ act: Step; pause: number; late: number; twice: boolean }> = fc.record({
  act: fc.oneof(
    fc.record({ do: fc.constant('arrive' as const), talk: fc.nat(4) }),
    fc.record({
      do: fc.constantFrom(
        'read' as const,
        'remove' as const,
        'archive' as const,
        'delete' as const,
        'mark' as const,
      ),
      which: fc.nat(40),
    }),
  ),
  pause: fc.constantFrom(0, 0, 5, 60, 300),
  late: fc.nat(40),
  twice: fc.boolean(),
})

let runs = 0

test('whatever comes, goes and is done, painted is what a fresh reading shows', async () => {
  vi.useFakeTimers()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const server = folder(`Run ${++runs}`)
      for (const talk of [0, 1, 2, 0, 1]) server.arrive(talk)
      let slow = 0
      vi.stubGlobal('fetch', async (path: string, { body }: { body?: string }) => {
        await new Promise((resolve) => setTimeout(resolve, slow++ % 3 === 0 ? 30 : 3))
        const answer = path.includes('/change') ? server.change(JSON.parse(body ?? '')) : server.page()
        await new Promise((resolve) => setTimeout(resolve, 3))
        return new Response(JSON.stringify(answer))
      })
      const place = folderPlace(server.folderId)
      const state = stateFor({
        place,
        settings: SETTINGS,
        now: '2026-01-01T00:00:00.000Z',
        page: server.page(),
      })
      await startChanges(state)
      const view = viewOf(place, SETTINGS)
      const pages = listOf(state, view)
      const stop = pages.subscribe(() => undefined)
      const painted = () => {
        const { ids, members } = pages.snapshot
        return paintedRows({ ids: ids ?? [], members }, state.painted.get(), view)
      }
      const tell = (event: object, late: number, twice: boolean) => {
        const data = { folderId: server.folderId, state: 's', added: [], changed: [], removed: [], ...event }
        for (const after of twice ? [late, late + 20] : [late])
          setTimeout(() => learnEvent(state, { name: 'messages', data }, new Set([server.folderId])), after)
      }
      for (const { act, pause, late, twice } of steps) {
        if (act.do === 'arrive') tell({ added: [server.arrive(act.talk)] }, late, twice)
        else {
          const uids = [...server.mail.keys()]
          const uid = uids[act.which % Math.max(1, uids.length)]
          const { ids, members } = painted()
          const row = ids[act.which % Math.max(1, ids.length)]
          const all = row ? [...membersOf({ members }, row)] : []
          if (act.do === 'read' && uid) {
            server.mail.set(uid, { talk: 0, ...server.mail.get(uid), flags: [SEEN] })
            tell({ changed: [{ id: server.id(uid), flags: [SEEN] }] }, late, twice)
          } else if (act.do === 'remove' && uid) {
            server.mail.delete(uid)
            tell({ removed: [server.id(uid)] }, late, twice)
          } else if (act.do === 'archive' && row) {
            state.queue.add({ change: { kind: 'move', messages: { ids: all }, to: ARCHIVE } })
          } else if (act.do === 'delete' && row) {
            state.queue.add({ change: { kind: 'delete', messages: { ids: all.slice(-1) } } })
          } else if (row) state.queue.add({ change: { kind: 'flag', messages: { ids: all }, add: [SEEN] } })
        }
        await vi.advanceTimersByTimeAsync(pause)
      }
      await vi.advanceTimersByTimeAsync(30_000)
      const { ids, members } = painted()
      const { messages } = server.page()
      expect(ids).toEqual(messages.map(({ id }) => id))
      for (const row of messages) {
        const all = row.threadMembers ?? [row]
        expect(membersOf({ members }, row.id)).toEqual(all.map(({ id }) => id))
        const flags = all.map(({ id }) => state.painted.get().memberOf(id)?.flags)
        expect(flags).toEqual(all.map((member) => member.flags))
      }
      stop()
    }),
    { seed: 20261126, numRuns: 150, endOnFailure: false },
  )
  vi.useRealTimers()
}, 60_000)
