/** Makes a mailbox in the wanted state, on a real server: users, Maildirs and their UIDs are written as files. */
import { randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { Dovecot } from './dovecot.ts'

/** A message to begin with: its source, or its source with flags and INTERNALDATE. */
export type Seed = string | Uint8Array | { raw: string | Uint8Array; flags?: string[]; receivedAt?: Date }

/** Folder path (as the server lists it, without its prefix) → messages in UID order, from 1. */
export type Seeds = Record<string, Seed[]>

/** A user with a mailbox, and a way in for "another client". */
export type TestMailbox = {
  server: Dovecot
  username: string
  password: string
  /** A second IMAP client, logged in: the other device of the same person. */
  otherClient: () => Promise<ImapFlow>
}

const FLAG_LETTERS: Record<string, string> = {
  '\\Draft': 'D',
  '\\Flagged': 'F',
  '\\Answered': 'R',
  '\\Seen': 'S',
  '\\Deleted': 'T',
}

/** Text with bare line feeds → what a server stores. Bytes are taken as they are. */
function wire(raw: string | Uint8Array): Uint8Array {
  return typeof raw === 'string' ? Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n')) : raw
}

function lettersOf(flags: string[], keywords: string[]): string {
  const letters = flags.map((flag) => {
    if (FLAG_LETTERS[flag]) return FLAG_LETTERS[flag]
    if (!keywords.includes(flag)) keywords.push(flag)
    return String.fromCharCode(97 + keywords.indexOf(flag))
  })
  return letters.sort().join('')
}

/** Writes one Maildir with its uidlist: UIDs are 1, 2, 3 … in the order given. */
function fillFolder(folder: string, seeds: Seed[], owner: Dovecot): void {
  for (const sub of ['', 'cur', 'new', 'tmp']) {
    mkdirSync(join(folder, sub), { recursive: true })
    chownSync(join(folder, sub), owner.uid, owner.gid)
  }
  const keywords: string[] = []
  const uidlist = [`3 V1700000000 N${seeds.length + 1} G${randomBytes(16).toString('hex')}`]
  for (const [index, seed] of seeds.entries()) {
    const {
      raw,
      flags = [],
      receivedAt = new Date(),
    } = typeof seed === 'object' && 'raw' in seed ? seed : { raw: seed }
    const bytes = wire(raw)
    const base = `1700000000.M${index}P1.postern,S=${bytes.length},W=${bytes.length}`
    const file = join(folder, 'cur', `${base}:2,${lettersOf(flags, keywords)}`)
    writeFileSync(file, bytes)
    utimesSync(file, receivedAt, receivedAt)
    chownSync(file, owner.uid, owner.gid)
    uidlist.push(`${index + 1} :${base}`)
  }
  writeOwned(join(folder, 'dovecot-uidlist'), `${uidlist.join('\n')}\n`, owner)
  if (keywords.length > 0) {
    writeOwned(
      join(folder, 'dovecot-keywords'),
      `${keywords.map((word, at) => `${at} ${word}`).join('\n')}\n`,
      owner,
    )
  }
}

function writeOwned(file: string, text: string, owner: Dovecot): void {
  writeFileSync(file, text)
  chownSync(file, owner.uid, owner.gid)
}

function directoryOf(root: string, path: string, server: Dovecot): string {
  if (path === 'INBOX') return root
  return join(root, server.delimiter === '/' ? path : `.${path}`)
}

/** Makes a user with the mailbox described by `seeds`. INBOX is there in any case. */
export function makeMailbox(server: Dovecot, seeds: Seeds): TestMailbox {
  const username = `u${randomBytes(6).toString('hex')}@example.org`
  const password = `pw-${randomBytes(6).toString('hex')}`
  const home = join(server.folder, 'home', username)
  const root = join(home, 'Maildir')
  mkdirSync(home)
  chownSync(home, server.uid, server.gid)
  fillFolder(root, seeds.INBOX ?? [], server)
  for (const [path, messages] of Object.entries(seeds)) {
    if (path === 'INBOX') continue
    const steps = server.delimiter === '/' ? path.split('/').slice(0, -1) : []
    for (const at of steps.keys()) {
      mkdirSync(join(root, ...steps.slice(0, at + 1)), { recursive: true })
      chownSync(join(root, ...steps.slice(0, at + 1)), server.uid, server.gid)
    }
    fillFolder(directoryOf(root, path, server), messages, server)
  }
  const names = Object.keys(seeds).filter((path) => path !== 'INBOX')
  writeOwned(
    join(root, 'subscriptions'),
    `V\t2\n\n${names.map((name) => name.replaceAll(server.delimiter, '\t')).join('\n')}\n`,
    server,
  )
  setPassword(server, username, password)
  return { server, username, password, otherClient: () => connectClient(server, username, password) }
}

/** Sets (or changes) what the server takes as this user's password. */
export function setPassword(server: Dovecot, username: string, password: string): void {
  writeFileSync(join(server.folder, 'users', username), `${username}:${password}\n`)
}

/**
 * Changes the password and waits until the server refuses the old one: it looks for changes of the file only once a
 * second, and whoever connects before that is still let in. Connections that are open stay.
 */
export async function changePassword(
  { server, username, password }: Pick<TestMailbox, 'server' | 'username' | 'password'>,
  next: string,
): Promise<void> {
  setPassword(server, username, next)
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(100)) {
    const client = await connectClient(server, username, password).catch(() => null)
    if (!client) return
    client.close()
  }
  throw new Error('the server went on taking the old password for 15 s')
}

/** A server as it is reached. */
export type Reachable = Pick<Dovecot, 'host' | 'plainPort'>

export async function connectClient(server: Reachable, user: string, pass: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: server.host,
    port: server.plainPort,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    disableCompression: true,
    auth: { user, pass },
  })
  client.on('error', (error) => void error)
  await client.connect()
  return client
}
