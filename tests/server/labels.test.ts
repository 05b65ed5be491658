import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Change, ChangeResult } from '#lib/api/changes.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage, SearchPage } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { changeMessages } from '#lib/server/messages/change-messages.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'
import { SHARED, share } from '#tests/servers/shared-by-all.ts'

const inbox = folderIdOf('INBOX')
const listed = async (api: Api, path: string) =>
  (await api.get<MessagePage>(`/api/folders/${folderIdOf(path)}/messages`)).body
const idIn = async (api: Api, path: string) => (await listed(api, path)).messages[0]?.id ?? ''

afterEach(closeAccounts)

describe('where any keyword may be made', () => {
  test('the list says so, a label is seen by another client, spelled as it was, and undone', () =>
    withMailbox({ INBOX: [{ raw: eml({ subject: 'one' }), flags: ['ToDo'] }] }, async (box) => {
      const api = await signIn(box)
      expect((await listed(api, 'INBOX')).keywords).toBe(true)
      const wish: Change = {
        kind: 'flag',
        messages: { ids: [await idIn(api, 'INBOX')] },
        add: ['$label1', 'grosse_xl'],
        remove: ['todo'],
      }
      const { body } = await api.post<ChangeResult>('/api/messages/change', wish)
      expect(body.updated?.[0]?.flags).toEqual(['$label1', 'grosse_xl'])
      const client = await box.otherClient()
      const flags = async () => {
        await client.mailboxOpen('INBOX')
        const one = await client.fetchOne('1', { flags: true })
        return one && [...(one.flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
      }
      expect(await flags()).toEqual(['$label1', 'grosse_xl'])
      await api.post('/api/messages/change', body.undo)
      expect(await flags()).toEqual(['ToDo'])
    }))

  test('keyword: finds a label by the name that the settings give it, here and everywhere', () =>
    withMailbox(
      {
        INBOX: [
          { raw: eml({ subject: 'urgent' }), flags: ['$label1'] },
          { raw: eml({ subject: 'size' }), flags: ['grosse_xl'] },
          eml({ subject: 'plain' }),
        ],
      },
      async (box) => {
        const api = await signIn(box)
        const found = async (q: string) => {
          const query = `q=${encodeURIComponent(q)}`
          const here = (await api.get<MessagePage>(`/api/folders/${inbox}/messages?${query}`)).body
          const everywhere = (await api.get<SearchPage>(`/api/search?${query}`)).body
          expect(everywhere.messages.map(({ id }) => id)).toEqual(here.messages.map(({ id }) => id))
          return here.messages.map(({ subject }) => subject)
        }
        expect(await found('keyword:important')).toEqual(['urgent'])
        const labels = [
          { keyword: '$label1', name: 'Sehr wichtig', colour: 'red' },
          { keyword: 'grosse_xl', name: 'Größe XL', colour: 'teal' },
        ]
        await api.put('/api/settings', { labels })
        expect(await found('keyword:"sehr WICHTIG"')).toEqual(['urgent'])
        expect(await found('keyword:"Gro\u0308ße XL"')).toEqual(['size'])
        expect(await found('keyword:$label1')).toEqual(['urgent'])
        expect(await found('keyword:important')).toEqual([])
      },
    ))

  test('a keyword that the server takes and does not keep is refused in words', () =>
    withMailbox({ INBOX: [eml({ subject: 'one' })] }, async (box) => {
      const account = forgetful(await accountOfMailbox(box))
      const id = await idIn(await signIn(box), 'INBOX')
      const body: Change = { kind: 'flag', messages: { ids: [id] }, add: ['projects'] }
      const failure = await changeMessages({ account, body, ...NOBODY }).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(MailError)
      expect(failure).toMatchObject({ code: 'refused', detail: expect.stringContaining('projects') })
      // Nothing was done: there is nothing to bring back.
      expect(failure).toMatchObject({ undo: undefined })
    }))
})

const NOBODY = { signedIn: { sid: '' }, request: { headers: new Headers() } }

/** A server that says OK to every STORE and does nothing. */
function forgetful(account: Account): Account {
  const deaf = (box: OpenBox): OpenBox =>
    new Proxy(box, {
      get: (target, name) => {
        if (name !== 'run') return Reflect.get(target, name)
        const run: OpenBox['run'] = (command, args, handlers) =>
          command === 'UID STORE' ? target.run('NOOP', []) : target.run(command, args, handlers)
        return run
      },
    })
  return new Proxy(account, {
    get: (target, name) => {
      if (name !== 'use') {
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      }
      const use: Account['use'] = (path, work, options) => target.use(path, (box) => work(deaf(box)), options)
      return use
    },
  })
}

describe('where no keyword may be made', () => {
  let dovecot: { server: Dovecot; stop: () => Promise<void> }

  beforeAll(async () => {
    dovecot = await startDovecot({ extra: SHARED })
    share(dovecot.server, 'Reading', 'lrs')
    share(dovecot.server, 'Minutes', 'lr')
  })
  afterAll(() => dovecot.stop())

  test('the list says so before anybody tries, and trying is refused with the keyword named', () =>
    withMailbox(
      { INBOX: [] },
      async (box) => {
        const api = await signIn(box)
        for (const path of ['Shared/Reading', 'Shared/Minutes']) {
          expect((await listed(api, path)).keywords, path).toBe(false)
          const body = { kind: 'flag', messages: { ids: [await idIn(api, path)] }, add: ['$label1'] }
          const answer = await api.post<Problem>('/api/messages/change', body)
          expect(answer.status).toBe(403)
        }
        const reading = { kind: 'flag', messages: { ids: [await idIn(api, 'Shared/Reading')] } }
        expect(
          (await api.post<Problem>('/api/messages/change', { ...reading, add: ['$label1'] })).body.detail,
        ).toContain('$label1')
        expect((await api.post('/api/messages/change', { ...reading, add: ['\\Seen'] })).status).toBe(200)
      },
      dovecot.server,
    ))

  test('what comes into Junk from there is moved, without a keyword', () =>
    withMailbox(
      { INBOX: [], Junk: [] },
      async (box) => {
        share(dovecot.server, 'Desk', 'lrste')
        const api = await signIn(box)
        const body = {
          kind: 'move',
          messages: { ids: [await idIn(api, 'Shared/Desk')] },
          to: folderIdOf('Junk'),
        }
        const moved = await api.post<ChangeResult>('/api/messages/change', body)
        expect(moved.body).toMatchObject({ count: 1, missing: [] })
        expect((await listed(api, 'Junk')).messages.map(({ flags }) => flags)).toEqual([[]])
      },
      dovecot.server,
    ))
})
