/**
 * Any changes, each taken back, the last one first: the mailbox is as it was, whatever another client did to other
 * messages meanwhile. And whatever was asked for, no message was gone from the server before it was taken back.
 */
import fc from 'fast-check'
import type { ImapFlow } from 'imapflow'
import { expect, test } from 'vitest'
import type { Change, ChangeResult, Selection } from '#lib/api/changes.ts'
import type { Folder, FolderList } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { SearchPage } from '#lib/api/messages.ts'
import type { RecentChanges } from '#lib/api/recent-changes.ts'
import { eml } from '#tests/servers/eml.ts'
import { type Seeds, withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const BOUNDED = { seed: 20_261_016, numRuns: 40, interruptAfterTimeLimit: 14_000, endOnFailure: true }

const ours = (name: string, ...flags: string[]) => ({ raw: eml({ subject: `ours ${name}` }), flags })
const theirs = (name: string) => eml({ subject: `theirs ${name}` })
const SEEDS: Seeds = {
  INBOX: [
    ours('a'),
    ours('b', '\\Seen'),
    theirs('a'),
    ours('c', '\\Flagged', 'todo'),
    theirs('b'),
    ours('d', '\\Seen', '$Forwarded'),
  ],
  Archive: [ours('e', '\\Answered'), theirs('c')],
  Work: [ours('f', '$Junk')],
  Junk: [ours('g', '$Junk'), theirs('d')],
  Trash: [ours('h', '\\Seen')],
}
const OURS = 8

// What a step says. Numbers choose among what is there when it is done.
const some = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 })
const flags = fc.uniqueArray(fc.constantFrom('\\Seen', '\\Flagged', 'todo', '$NotJunk', '$Forwarded'), {
  minLength: 1,
  maxLength: 3,
})
const which = fc.oneof(
  some.map((picks) => ({ picks })),
  fc.record({ folder: fc.nat(20) }),
  fc.record({ spared: fc.nat(20) }),
)
type Which = { picks: number[] } | { folder: number } | { spared: number }
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('flag'), which, flags, added: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('move', 'copy'), which, to: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('delete'), which }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('rename'), name: fc.constantFrom('Jobs', 'Work') }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('undo') }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('other'), what: fc.nat(2), at: fc.nat(20) }) },
)
type Step = (typeof step)['generate'] extends (...args: never[]) => { value: infer T } ? T : never

type Line = { path: string; subject: string; text: string }

/** Every message with its folder, its flags and its INTERNALDATE, as another client sees them. */
async function lines(client: ImapFlow): Promise<Line[]> {
  const found: Line[] = []
  for (const { path } of await client.list()) {
    const { exists } = await client.mailboxOpen(path, { readOnly: true })
    if (exists === 0) continue
    for await (const message of client.fetch('1:*', { envelope: true, flags: true, internalDate: true })) {
      const subject = message.envelope?.subject ?? ''
      const set = [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
      found.push({ path, subject, text: [path, subject, ...set, message.internalDate].join(' ') })
    }
  }
  await client.mailboxClose()
  return found.sort((a, b) => (a.text < b.text ? -1 : 1))
}

const textsOf = (all: Line[], whose: 'ours' | 'theirs') =>
  all.filter(({ subject }) => subject.startsWith(whose)).map(({ text }) => text)

function countsOf(all: Line[], paths: string[]): Record<string, number> {
  return Object.fromEntries(paths.map((path) => [path, all.filter((line) => line.path === path).length]))
}

const at = <T>(list: readonly T[], pick: number): T =>
  list[pick % list.length] ?? expect.fail('an empty list')

class Play {
  readonly #api: Api
  readonly #client: ImapFlow
  readonly #undos: (() => Promise<void>)[] = []
  /** What the other client left of its own messages. */
  theirs: string[] = []

  constructor(api: Api, client: ImapFlow) {
    this.#api = api
    this.#client = client
  }

  async folders(): Promise<Folder[]> {
    return (await this.#api.get<FolderList>('/api/folders')).body.folders
  }

  async #found(): Promise<SearchPage> {
    return (await this.#api.get<SearchPage>('/api/search?q=subject:ours&limit=200&sort=subject')).body
  }

  /** Names messages of ours: some, all in a folder, or all there are but one; null for none. */
  async #select(which: Which, outside: string | null): Promise<Selection | null> {
    const { messages, until } = await this.#found()
    const ids = messages.filter(({ folderId }) => folderId !== outside).map(({ id }) => id)
    if (ids.length === 0) return null
    if ('picks' in which) return { ids: which.picks.map((pick) => at(ids, pick)) }
    const q = 'subject:ours'
    if ('spared' in which) return { all: { folderId: 'all', q, until, except: [at(ids, which.spared)] } }
    return { all: { folderId: at(ids, which.folder).split('.')[0] ?? '', q } }
  }

  async #change(body: Change): Promise<void> {
    const answer = await this.#api.post<ChangeResult>('/api/messages/change', body)
    expect(answer.status, JSON.stringify([body, answer.body])).toBe(200)
    const { undo } = answer.body
    if (undo) this.#undos.push(() => this.#takeBack(undo))
  }

  async #takeBack(undo: Change): Promise<void> {
    const { status, body } = await this.#api.post<ChangeResult>('/api/messages/change', undo)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.missing).toEqual([])
  }

  async #rename(name: string): Promise<void> {
    const work = (await this.folders()).find(
      (one) => ['Work', 'Jobs'].includes(one.name) && one.name !== name,
    )
    if (!work) return
    expect((await this.#api.patch(`/api/folders/${work.id}`, { name })).status).toBe(200)
    const [newest] = (await this.#api.get<RecentChanges>('/api/changes/recent')).body.changes
    if (newest?.undo?.kind !== 'folder') return expect.fail('the renaming has no undo')
    const { id, patch } = newest.undo
    this.#undos.push(async () => {
      expect((await this.#api.patch(`/api/folders/${id}`, patch)).status).toBe(200)
    })
  }

  /** Another client marks, brings or removes a message of its own. */
  async #other(what: number, pick: number): Promise<void> {
    const path = at(['INBOX', 'Archive', 'Junk', 'Trash'], pick)
    if (what === 0) await this.#client.append(path, theirs(`new ${pick}`))
    else {
      await this.#client.mailboxOpen(path)
      const found = await this.#client.search({ subject: 'theirs' }, { uid: true })
      if (found && found.length > 0) {
        const uid = String(at(found, pick))
        if (what === 1) await this.#client.messageFlagsAdd(uid, ['\\Flagged'], { uid: true })
        else await this.#client.messageDelete(uid, { uid: true })
      }
      await this.#client.mailboxClose()
    }
    this.theirs = textsOf(await lines(this.#client), 'theirs')
  }

  async do(step: Step): Promise<void> {
    const trash = folderIdOf('Trash')
    if (step.act === 'undo') return await this.undoLast()
    if ('name' in step) return await this.#rename(step.name)
    if ('what' in step) return await this.#other(step.what, step.at)
    if (!('which' in step)) return
    // From the trash it would be for good.
    const messages = await this.#select(step.which, step.act === 'delete' ? trash : null)
    if (!messages) return
    if ('flags' in step) {
      const [add, remove] = [step.flags.slice(0, step.added), step.flags.slice(step.added)]
      await this.#change({ kind: 'flag', messages, add, remove })
    } else if ('to' in step) {
      const to = at(await this.folders(), step.to).id
      await this.#change({ kind: step.act === 'move' ? 'move' : 'copy', messages, to })
    } else await this.#change({ kind: 'delete', messages })
  }

  async undoLast(): Promise<void> {
    await this.#undos.pop()?.()
  }

  async undoAll(): Promise<void> {
    while (this.#undos.length > 0) await this.undoLast()
  }
}

test('any changes followed by their undos give the mailbox back, and lose no message on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), (steps) =>
      withMailbox(SEEDS, async (box) => {
        const client = await box.otherClient()
        const play = new Play(await signIn(box), client)
        const before = await lines(client)
        play.theirs = textsOf(before, 'theirs')
        for (const one of steps) {
          await play.do(one)
          const now = await lines(client)
          expect(
            new Set(now.map(({ subject }) => subject).filter((one) => one.startsWith('ours'))).size,
          ).toBe(OURS)
          expect(textsOf(now, 'theirs')).toEqual(play.theirs)
        }
        await play.undoAll()
        const after = await lines(client)
        expect(textsOf(after, 'ours')).toEqual(textsOf(before, 'ours'))
        expect(textsOf(after, 'theirs')).toEqual(play.theirs)
        const counts = async () =>
          Object.fromEntries((await play.folders()).map(({ path, total }) => [path, total]))
        expect(await counts()).toEqual(countsOf(after, Object.keys(await counts())))
      }),
    ),
    BOUNDED,
  )
}, 30_000)
