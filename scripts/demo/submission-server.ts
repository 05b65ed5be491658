/** The demo's submission server: takes what Sam sends, and delivers what is for Sam into the mailbox, where it arrives live. */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { MailStore } from './imap/mail-store.ts'
import { ME } from './mailbox/people.ts'

type Login = { username: string; password: string }

const MOST_BYTES = 60 * 2 ** 20

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}

/** Whatever the demo's people are called, this one is unknown: to be seen is what a refused recipient looks like. */
function isUnknown(address: string): boolean {
  const [user = '', domain = ''] = address.toLowerCase().split('@')
  return user === 'nobody' || (domain === 'postern.example' && !isMine(address))
}

function isMine(address: string): boolean {
  const [user = '', domain = ''] = address.toLowerCase().split('@')
  return `${user.split('+')[0]}@${domain}` === ME.address
}

function serverOptions(store: MailStore, login: Login): SMTPServerOptions {
  return {
    disabledCommands: ['STARTTLS'],
    // The demo speaks to itself, on this machine.
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    logger: false,
    size: MOST_BYTES,
    onAuth: ({ username, password }, _, done) => {
      if (username === login.username && password === login.password) done(null, { user: username })
      else done(refusal(535, '5.7.8 Wrong address or password'))
    },
    onMailFrom: ({ address }, _, done) =>
      done(isMine(address) ? null : refusal(550, `5.7.1 You are not ${address}`)),
    onRcptTo: ({ address }, _, done) =>
      done(isUnknown(address) ? refusal(550, `5.1.1 There is nobody called ${address}`) : null),
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(refusal(552, '5.3.4 That is too large'))
        const inbox = store.folders.get('INBOX')
        const isForMe = envelope.rcptTo.some(({ address }) => isMine(address))
        if (isForMe && inbox) store.append(inbox, Buffer.concat(pieces), [], new Date())
        done()
      })
    },
  }
}

/** Starts it on a free port of this machine. `stop` ends it. */
export async function startSubmissionServer(
  store: MailStore,
  login: Login,
): Promise<{ port: number; stop: () => void }> {
  const server = new SMTPServer(serverOptions(store, login))
  // A client that hangs up is no trouble of ours.
  server.on('error', () => undefined)
  const port = await new Promise<number>((resolve, reject) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      if (!address || typeof address === 'string') reject(new Error('no port'))
      else resolve(address.port)
    })
  })
  return { port, stop: () => server.close() }
}
