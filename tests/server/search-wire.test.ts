/** Whatever is typed into the search field, the mail server hears one search of exactly these words: its own log says so. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { folderIdOf } from '#lib/api/ids.ts'
import { parseQuery } from '#lib/mail/search-grammar.ts'
import type { Argument } from '#lib/server/imap/imap-client.ts'
import { criteriaOf, needsCharset } from '#lib/server/imap/search-criteria.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { signIn } from '#tests/servers/postern.ts'

/** Every command as Dovecot understood it, with its arguments as it read them. */
const LOGS_COMMANDS = `
event_exporter commands {
  format = json
  format_args = time-rfc3339
  transport = log
}
metric imap_commands {
  exporter = commands
  filter = event=imap_command_finished
}
`
const Logged = z.object({
  fields: z.object({
    user: z.string(),
    cmd_name: z.string(),
    cmd_args: z.string().default(''),
    tagged_reply_state: z.string(),
  }),
})

let running: { server: Dovecot; stop: () => Promise<void> }
beforeAll(async () => {
  running = await startDovecot({ extra: LOGS_COMMANDS })
})
afterAll(async () => {
  await running.stop()
})

/** What this person's connections said, as the server read it: `UID SORT (DATE) …`, and whether it was content. */
function commandsOf(username: string): { name: string; args: string; state: string }[] {
  return readFileSync(join(running.server.folder, 'dovecot.log'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const json = /stats: Info: (\{.*\})$/.exec(line)?.[1]
      const { data } = Logged.safeParse(json && JSON.parse(json))
      return data?.fields.user === username ? [data.fields] : []
    })
    .map(({ cmd_name: name, cmd_args: args, tagged_reply_state: state }) => ({ name, args, state }))
}

/** Arguments as Dovecot writes them down: every string is quoted, whatever way it came. */
function written(criteria: readonly Argument[]): string {
  return criteria
    .map((part) => {
      if (typeof part === 'string') return quoted(part)
      if ('type' in part) return Buffer.isBuffer(part.value) ? quoted(part.value.toString()) : part.value
      return `(${written(part)})`
    })
    .join(' ')
}

const quoted = (value: string) => `"${value.replaceAll(/["'\\]/g, '\\$&')}"`

function sortOf(q: string): string {
  const criteria = criteriaOf(parseQuery(q).term)
  return `RETURN (ALL) (DATE) ${needsCharset(criteria) ? 'UTF-8' : 'US-ASCII'} ${written(criteria)}`
}

const PIECES = [
  ...[
    'OR',
    '-',
    '"',
    '“',
    ' ',
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\t',
    '\\',
    '(',
    ')',
    '*',
    '%',
    ':',
    '\u2028',
    '\ud800',
  ],
  ...[
    '{5}',
    '{5+}',
    '{0}',
    '~{3}',
    '\r\nA1 LOGOUT',
    '\r\na2 UID STORE 1 +FLAGS (\\Deleted)',
    '+ OK',
    '* BYE',
  ],
  ...['from:', 'subject:', 'keyword:', 'larger:', 'before:', 'in:inbox', 'is:unread', 'has:attachment'],
  ...['x', '5M', '2024-02-29', 'é', '漢', '😀', 'NIL', 'ALL', 'CHARSET', 'UID', '1:*'],
]
const anyQuery = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((all) => all.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((all) => all.join(' ')),
)
/** Another folder than the one that is searched finds nothing, and no server is asked. */
const asksHere = (q: string) => ['inbox', null].includes(parseQuery(q).inFolder?.toLowerCase() ?? null)

test('nothing that is typed becomes more or other than one search of these words', { timeout: 60_000 }, () =>
  withMailbox(
    { INBOX: [eml({ subject: 'only' })] },
    async (box) => {
      const api = await signIn(box)
      const queries = fc.sample(anyQuery.filter(asksHere), 150)
      for (const q of queries) {
        const query = new URLSearchParams({ q, folder: folderIdOf('INBOX'), sort: 'date' })
        const { status, body } = await api.get(`/api/search?${query}`)
        expect(status, JSON.stringify([q, body])).toBe(200)
      }
      const sorts = () => commandsOf(box.username).filter(({ name }) => name === 'UID SORT')
      await vi.waitFor(() => expect(sorts().length).toBeGreaterThanOrEqual(queries.length), {
        timeout: 10_000,
      })
      const commands = commandsOf(box.username)
      expect(commands.filter(({ state }) => state !== 'OK')).toEqual([])
      for (const [at, { args }] of sorts().entries()) {
        const expected = sortOf(queries[at] ?? '')
        // What is longer than a kilobyte is written down without its end.
        if (args.endsWith('...')) expect(expected.startsWith(args.slice(0, -3)), args).toBe(true)
        else expect(args).toBe(expected)
      }
      const others = new Set(commands.map(({ name }) => name).filter((name) => name !== 'UID SORT'))
      for (const name of others)
        expect(['ID', 'NAMESPACE', 'ENABLE', 'LIST', 'EXAMINE', 'NOOP', 'UID FETCH']).toContain(name)
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      expect(await client.fetchOne('1', { flags: true })).toMatchObject({ flags: new Set() })
    },
    running.server,
  ),
)
