/**
 * The world behind a submission server: takes what it hands on, notes it, and delivers into the mailboxes of the same
 * Dovecot. It can refuse, as others do.
 */
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Dovecot } from './dovecot.ts'
import { freePort } from './free-port.ts'

/** A message as it arrived. `said`: what MAIL FROM said besides the address (SIZE, BODY, SMTPUTF8). */
export type Delivery = { from: string; to: string[]; raw: Buffer; said: Record<string, unknown> }

export type Relay = {
  port: number
  /** In the order they arrived. */
  deliveries: Delivery[]
  /** How many arrived of this subject (ASCII). */
  countOf: (subject: string) => number
  /** Delivers into this server's mailboxes from now on. */
  deliverInto: (server: Dovecot) => void
  stop: () => Promise<void>
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}

/**
 * Recipients called `no-…` are unknown to it, senders called `spoofed…` are not believed, `later…` must wait.
 * `extra`: what it offers otherwise.
 */
export async function startRelay(extra: SMTPServerOptions = {}): Promise<Relay> {
  const port = await freePort()
  const deliveries: Delivery[] = []
  let target: Dovecot | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    size: 60 * 2 ** 20,
    ...extra,
    onMailFrom: ({ address }, _, done) => {
      if (address.startsWith('spoofed')) done(refusal(550, '5.7.1 You may not send as this address'))
      else if (address.startsWith('later')) done(refusal(451, '4.3.0 Come back later'))
      else done()
    },
    onRcptTo: ({ address }, _, done) => {
      if (address.startsWith('no-')) done(refusal(550, `5.1.1 There is no ${address} here`))
      else done()
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const to = rcptTo.map(({ address }) => address)
        const raw = Buffer.concat(pieces)
        if (raw.includes('Subject: poisonous')) return done(refusal(554, '5.7.1 This looks like spam'))
        const said = { ...(mailFrom || undefined)?.args }
        deliveries.push({ from: mailFrom ? mailFrom.address : '', to, raw, said })
        if (target) for (const address of new Set(to)) deliver(target, address, raw)
        done()
      })
    },
  })
  server.on('error', (error) => void error)
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve())
  })
  return {
    port,
    deliveries,
    countOf: (subject) => deliveries.filter(({ raw }) => raw.includes(`Subject: ${subject}\r\n`)).length,
    deliverInto: (dovecot) => {
      target = dovecot
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function deliver({ folder, uid, gid }: Dovecot, address: string, raw: Buffer): void {
  const maildir = join(folder, 'home', address, 'Maildir')
  if (!existsSync(maildir)) return
  for (const sub of ['tmp', 'new']) {
    mkdirSync(join(maildir, sub), { recursive: true })
    chownSync(join(maildir, sub), uid, gid)
  }
  const name = `${Math.floor(Date.now() / 1000)}.R${randomBytes(6).toString('hex')}.relay`
  writeFileSync(join(maildir, 'tmp', name), raw)
  chownSync(join(maildir, 'tmp', name), uid, gid)
  renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name))
}
