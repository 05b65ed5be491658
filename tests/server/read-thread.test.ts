import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { ThreadQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, OpenBox, UseOptions } from '#lib/server/imap/account.ts'
import { accountOf, closeAccounts } from '#lib/server/imap/accounts.ts'
import { readThread } from '#lib/server/messages/read-thread.ts'
import { accountOfMailbox, mailServerOf } from '#tests/servers/account.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { fillInbox } from '#tests/servers/many-messages.ts'

afterEach(closeAccounts)

const idIn = (path: string, uid: number) => `${folderIdOf(path)}.1700000000.${uid}`

function mail(name: string, minute: number, header: Record<string, string> = {}): string {
  const date = new Date(Date.UTC(2024, 0, 1, 0, minute)).toUTCString().replace('GMT', '+0000')
  const lines = Object.entries({ Subject: name, 'Message-ID': `<${name}@x>`, Date: date, ...header })
  return `${lines.map(([field, value]) => `${field}: ${value}`).join('\n')}\n\n${name}\n`
}

const read = (account: Account, id: string, { wait = '25', signal = new AbortController().signal } = {}) =>
  readThread({ account, params: { id }, query: ThreadQuery.parse({ wait }), request: { signal } })

const subjectsOf = async (account: Account, path: string, uid: number) =>
  (await read(account, idIn(path, uid))).messages.map(({ subject }) => subject)

/** The same account; every command in a folder is noted, and `before` may hold up the use of one. */
function watched(
  account: Account,
  before: (path: string, options: UseOptions) => Promise<void> = () => Promise.resolve(),
) {
  const commands: string[] = []
  const noting = (box: OpenBox): OpenBox =>
    new Proxy(box, {
      get: (target, name) => {
        if (name !== 'run') return Reflect.get(target, name)
        const run: OpenBox['run'] = (command, args, handlers) => {
          commands.push(`${target.path} ${command}`)
          return target.run(command, args, handlers)
        }
        return run
      },
    })
  const seen: Account = {
    key: account.key,
    username: account.username,
    server: account.server,
    status: account.status,
    notified: account.notified,
    sideBySide: account.sideBySide,
    get shared() {
      return seen
    },
    use: async (path, work, options = {}) => {
      await before(path, options)
      return await account.use(path, (box) => work(noting(box)), options)
    },
    command: (work, options) => account.command(work, options),
    on: (listener) => account.on(listener),
    watch: (path) => account.watch(path),
  }
  return { account: seen, commands }
}

test('a conversation is whoever answers whom, own replies in Sent included, oldest first', () =>
  withMailbox(
    {
      INBOX: [
        mail('third', 30, { 'In-Reply-To': '<second@x>', References: '<first@x> <second@x>' }),
        mail('first', 10),
        mail('other', 15),
        // By a client that knows no References.
        mail('fourth', 40, { 'In-Reply-To': '<third@x>' }),
        // `first@x` is only a part of this one's id.
        mail('stranger', 12, { 'In-Reply-To': '<thirst-first@x.org>' }),
      ],
      Sent: [mail('second', 20, { 'In-Reply-To': '<first@x>', References: '<first@x>' }), mail('unsent', 21)],
    },
    async (box) => {
      const account = await accountOfMailbox(box)
      const conversation = ['first', 'second', 'third', 'fourth']
      for (const uid of [1, 2, 4]) expect(await subjectsOf(account, 'INBOX', uid)).toEqual(conversation)
      expect(await subjectsOf(account, 'Sent', 1)).toEqual(conversation)
      expect(await subjectsOf(account, 'INBOX', 3)).toEqual(['other'])
    },
  ))

test('a copy of a message in both folders is told once, as the one that was asked for', () =>
  withMailbox(
    { INBOX: [mail('a', 1)], Sent: [mail('a', 1), mail('b', 2, { References: '<a@x>' })] },
    async (box) => {
      const { messages } = await read(await accountOfMailbox(box), idIn('INBOX', 1))
      expect(messages.map(({ id }) => id)).toEqual([idIn('INBOX', 1), idIn('Sent', 2)])
    },
  ))

test('a message without any id is a conversation of one', () =>
  withMailbox({ INBOX: ['Subject: alone\n\nx\n', 'Subject: too\n\ny\n'] }, async (box) => {
    expect(await subjectsOf(await accountOfMailbox(box), 'INBOX', 1)).toEqual(['alone'])
  }))

test('hostile references are no command and no flood', () =>
  withMailbox(
    {
      INBOX: [
        mail('flood', 1, {
          References: `${Array.from({ length: 500 }, (_, at) => `<${at}"\\ OR ALL@x>`).join('\n ')} <${'z'.repeat(900)}@x>`,
        }),
        mail('innocent', 2),
      ],
    },
    async (box) => {
      expect(await subjectsOf(await accountOfMailbox(box), 'INBOX', 1)).toEqual(['flood'])
    },
  ))

test('a conversation of no message, or of a folder that was renumbered, is an error', () =>
  withMailbox({ INBOX: [mail('a', 1)] }, async (box) => {
    const account = await accountOfMailbox(box)
    const codeOf = (id: string) =>
      read(account, id).catch((error: unknown) => error instanceof MailError && error.code)
    expect(await codeOf(idIn('INBOX', 9))).toBe('not_found')
    expect(await codeOf(idIn('Nowhere', 1))).toBe('not_found')
    expect(await codeOf(idIn('INBOX', 1).replace('1700000000', '7'))).toBe('uidvalidity_changed')
  }))

test('nothing is made where there is no Sent folder', () =>
  withMailbox({ INBOX: [mail('a', 1)] }, async (box) => {
    expect(await subjectsOf(await accountOfMailbox(box), 'INBOX', 1)).toEqual(['a'])
    const client = await box.otherClient()
    expect((await client.list()).map(({ path }) => path)).toEqual(['INBOX'])
  }))

const LONG_TALK = {
  INBOX: [mail('first', 10), mail('third', 30, { References: '<first@x> <second@x>' }), mail('other', 5)],
  Sent: [mail('second', 20, { References: '<first@x>' }), mail('unsent', 21)],
  Archive: [mail('zeroth', 1), mail('fourth', 40, { References: '<second@x>' })],
}

test('what lies in Sent and in the archive is joined in, whichever of them is opened', () =>
  withMailbox(LONG_TALK, async (box) => {
    const account = await accountOfMailbox(box)
    const whole = ['first', 'second', 'third', 'fourth']
    expect(await subjectsOf(account, 'INBOX', 2)).toEqual(whole)
    expect(await subjectsOf(account, 'Sent', 1)).toEqual(whole)
    expect(await subjectsOf(account, 'Archive', 2)).toEqual(whole)
    expect(await subjectsOf(account, 'Archive', 1)).toEqual(['zeroth'])
  }))

test('wait=0 tells at once what the folder knows and where it is still looked; asking again tells the rest', () =>
  withMailbox(LONG_TALK, async (box) => {
    const held = Promise.withResolvers<void>()
    const { account } = watched(await accountOfMailbox(box), (_, { role }) =>
      role === 'bulk' ? held.promise : Promise.resolve(),
    )
    const id = idIn('INBOX', 1)
    const early = await read(account, id, { wait: '0' })
    expect(early.messages.map(({ subject }) => subject)).toEqual(['first', 'third'])
    expect(early.pending).toEqual(['Sent', 'Archive'].map(folderIdOf))
    const late = read(account, id)
    held.resolve()
    expect((await late).messages.map(({ subject }) => subject)).toEqual([
      'first',
      'second',
      'third',
      'fourth',
    ])
    expect((await late).pending).toEqual([])
  }))

test('who hangs up ends the search that ran for them, and the next one begins anew', () =>
  withMailbox(LONG_TALK, async (box) => {
    const signals: (AbortSignal | undefined)[] = []
    const begun = Promise.withResolvers<void>()
    const { account } = watched(await accountOfMailbox(box), async (_, { role, signal }) => {
      if (role !== 'bulk' || signals.length > 0) return
      signals.push(signal)
      begun.resolve()
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
    })
    const hangUp = new AbortController()
    const waiting = read(account, idIn('INBOX', 1), { signal: hangUp.signal })
    await begun.promise
    hangUp.abort(new Error('hung up'))
    await expect(waiting).rejects.toThrow('hung up')
    expect(signals[0]?.aborted).toBe(true)
    expect(await subjectsOf(account, 'INBOX', 1)).toEqual(['first', 'second', 'third', 'fourth'])
  }))

test('a conversation that was found is not looked for again until one of its folders changes', () =>
  withMailbox(LONG_TALK, async (box) => {
    const { account, commands } = watched(await accountOfMailbox(box))
    const searches = async (path: string, uid: number) => {
      commands.length = 0
      const subjects = await subjectsOf(account, path, uid)
      return { subjects, searched: commands.filter((command) => command.endsWith('UID SEARCH')).length > 0 }
    }
    expect((await searches('INBOX', 1)).searched).toBe(true)
    // Each of its members knows it now.
    const whole = ['first', 'second', 'third', 'fourth']
    for (const [path, uid] of [
      ['INBOX', 2],
      ['Sent', 1],
      ['Archive', 2],
    ] as const)
      expect(await searches(path, uid)).toEqual({ subjects: whole, searched: false })
    const client = await box.otherClient()
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('2', ['\\Flagged'], { uid: true })
    const flagged = await read(account, idIn('INBOX', 1))
    expect(flagged.messages.map(({ flags }) => flags)).toEqual([[], [], ['\\Flagged'], []])
    await client.append(
      'Sent',
      'Subject: fifth\r\nMessage-ID: <fifth@x>\r\nReferences: <first@x>\r\n\r\nx\r\n',
    )
    expect(await searches('INBOX', 1)).toEqual({ subjects: [...whole, 'fifth'], searched: true })
    await client.messageDelete('2', { uid: true })
    expect((await searches('INBOX', 1)).subjects).toEqual(['first', 'second', 'fourth', 'fifth'])
    await expect(read(account, idIn('INBOX', 2))).rejects.toMatchObject({ code: 'not_found' })
  }))

test('many who open one conversation at once share one lookup', () =>
  withMailbox(LONG_TALK, async (box) => {
    const { account, commands } = watched(await accountOfMailbox(box))
    const answers = await Promise.all(Array.from({ length: 8 }, () => read(account, idIn('INBOX', 1))))
    for (const { messages } of answers) expect(messages).toHaveLength(4)
    expect(commands.filter((command) => command === 'Sent UID SEARCH').length).toBeLessThanOrEqual(3)
  }))

test('connections that drop under the search are replaced', () =>
  withMailbox(LONG_TALK, async (box) => {
    const gate = await startFaultProxy(box.server)
    try {
      const { username, password } = box
      const server = mailServerOf(box, { port: gate.server.plainPort })
      let dropped = false
      const { account } = watched(
        await accountOf({ sid: 'test', credentials: { username, password }, server }),
        async (path) => {
          if (dropped || path !== 'Archive') return
          dropped = true
          await gate.shut()
          await gate.open()
        },
      )
      expect(await subjectsOf(account, 'INBOX', 1)).toEqual(['first', 'second', 'third', 'fourth'])
      expect(dropped).toBe(true)
    } finally {
      await closeAccounts()
      await gate.shut()
    }
  }))

describe('on a server with nothing but IMAP4rev1', () => {
  let bare: { server: Dovecot; stop: () => Promise<void> }
  beforeAll(async () => {
    bare = await startDovecot({ capability: 'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE' })
  })
  afterAll(async () => {
    await closeAccounts()
    await bare.stop()
  })

  test('a conversation is the same, and follows what another client adds', () =>
    withMailbox(
      LONG_TALK,
      async (box) => {
        const account = await accountOfMailbox(box)
        const whole = ['first', 'second', 'third', 'fourth']
        expect(await subjectsOf(account, 'INBOX', 1)).toEqual(whole)
        const client = await box.otherClient()
        const more = 'Subject: fifth\r\nMessage-ID: <fifth@x>\r\nIn-Reply-To: <third@x>\r\n\r\nx\r\n'
        await client.append('INBOX', more)
        expect(await subjectsOf(account, 'INBOX', 1)).toEqual([...whole, 'fifth'])
      },
      bare.server,
    ))
})

test('a folder that is too large to be threaded for one message is asked by name', async () => {
  const bare = await startDovecot({ capability: 'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE' })
  try {
    await withMailbox(
      { Sent: [mail('sent', 90, { References: '<6@x>' })] },
      async (box) => {
        fillInbox(box, 7_000, (batch) => `Message-ID: <${batch}@x>\r\n`)
        const { account, commands } = watched(await accountOfMailbox(box))
        const { messages } = await read(account, idIn('INBOX', 7_000))
        // Copies under one Message-ID are told once.
        expect(messages.map(({ subject }) => subject)).toEqual(['sent', 'batch 6'])
        expect(commands.filter((command) => command === 'INBOX UID FETCH').length).toBeLessThan(7)
      },
      bare.server,
    )
  } finally {
    await closeAccounts()
    await bare.stop()
  }
}, 60_000)
