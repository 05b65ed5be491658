/** Seeded mailboxes: 7–8 KB a message on average, conversations, one in ten with an attachment, 30 nested folders. */
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Dovecot } from '#tests/servers/dovecot.ts'
import {
  makeMailbox,
  type Seed,
  type Seeds,
  setPassword,
  type TestMailbox,
} from '#tests/servers/make-mailbox.ts'

const WORDS =
  'paper window lease harbour signal garden violet engine winter table copper letter river museum'.split(' ')
const SENDERS = [
  'Mara Lindqvist',
  'Noor Haddad',
  'Oskar Berg',
  'Mei Tanaka',
  'Elif Kaya',
  'Jonas Weber',
  'Astrid Falk',
]
const START = Date.UTC(2020, 0, 1)

const word = (index: number) => WORDS[index % WORDS.length] ?? ''
const line = (index: number) => Array.from({ length: 11 }, (_, at) => word(index * 7 + at * at)).join(' ')

/** One in 500 holds the rare word, in its subject and its body: what the searches look for. */
export const RARE_WORD = 'quicksilver'

function source(index: number): string {
  const sender = SENDERS[(index * 5) % SENDERS.length] ?? ''
  const rare = index % 500 === 7 ? ` ${RARE_WORD}` : ''
  const first = index - (index % 4)
  const text =
    Array.from({ length: index % 10 === 3 ? 40 : 95 }, (_, at) => line(index + at)).join('\r\n') + rare
  const headers = [
    `From: ${sender} <${sender.toLowerCase().replace(' ', '.')}@example.org>`,
    'To: Sam Falk <sam@example.org>',
    `Subject: ${index === first ? '' : 'Re: '}${word(first)} ${word(first * 3 + 1)} ${first}${rare}`,
    `Date: ${new Date(START + index * 1_800_000).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${index}@bench.example>`,
    ...(index === first
      ? []
      : [`In-Reply-To: <${first}@bench.example>`, `References: <${first}@bench.example>`]),
    'MIME-Version: 1.0',
  ]
  if (index % 10 !== 3)
    return `${headers.join('\r\n')}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`
  const file = Buffer.alloc(2_600, index).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  return `${headers.join('\r\n')}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n--b\r\nContent-Type: application/pdf; name=file.pdf\r\nContent-Disposition: attachment; filename=file.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${file}\r\n--b--\r\n`
}

/** Written when it is asked for: 100,000 of them at once would not fit. */
function lazySeed(index: number): Seed {
  return {
    get raw() {
      return Buffer.from(source(index))
    },
    flags: index % 6 === 0 ? [] : ['\\Seen'],
    receivedAt: new Date(START + index * 1_800_000),
  }
}

/** A mailbox whose inbox holds `size` messages, and `aliases` names under which the same mail can be opened anew. */
export type BenchMailbox = TestMailbox & { size: number; aliases: string[] }

/** Writes the mailbox. Each alias is a user of its own to Postern, so that nothing about it is known yet. */
export function makeBenchMailbox(server: Dovecot, size: number, aliases: number): BenchMailbox {
  const folders: Seeds = { Moved: [], Archive: [], Sent: [], Trash: [] }
  for (let index = 0; index < 30; index += 1) {
    folders[`Projects ${index % 6}/Part ${index}`] = [lazySeed(index), lazySeed(index + 1)]
  }
  const mailbox = makeMailbox(server, {
    INBOX: Array.from({ length: size }, (_, index) => lazySeed(index)),
    ...folders,
  })
  const names = Array.from({ length: aliases }, (_, index) => `alias${index}-${mailbox.username}`)
  for (const name of names) {
    symlinkSync(join(server.folder, 'home', mailbox.username), join(server.folder, 'home', name))
    setPassword(server, name, mailbox.password)
  }
  return { ...mailbox, size, aliases: names }
}
