/**
 * A small IMAP4rev1 server (RFC 3501) over a mailbox in memory, for one account on loopback: the demo's mail server.
 * Not a server to keep mail in: no TLS, no disk, one user.
 */
import { createServer, type Server, type Socket } from 'node:net'
import { FOLDER_COMMANDS } from './folder-commands.ts'
import type { MailStore } from './mail-store.ts'
import { MESSAGE_COMMANDS } from './message-commands.ts'
import { type Account, type Handler, Refusal, Session, word } from './session.ts'
import { CommandReader, fromWire, parseCommand } from './wire.ts'

const CAPABILITIES = [
  'IMAP4rev1 LITERAL+ ID ENABLE IDLE NAMESPACE UNSELECT CHILDREN UIDPLUS MOVE CONDSTORE ESEARCH',
  'LIST-EXTENDED LIST-STATUS STATUS=SIZE SPECIAL-USE CREATE-SPECIAL-USE QUOTA QUOTA=RES-STORAGE',
].join(' ')

/** What may run before somebody has logged in. */
const WITHOUT_LOGIN = ['CAPABILITY', 'NOOP', 'ID', 'LOGIN', 'LOGOUT']
/** RFC 3501 §7.4.1: no EXPUNGE in the answer to these; sequence numbers would shift under the client. */
const WITHOUT_EXPUNGES = ['FETCH', 'STORE', 'SEARCH']

const SESSION_COMMANDS: Record<string, Handler> = {
  CAPABILITY: (session) => {
    session.send(`* CAPABILITY ${CAPABILITIES}`)
    return 'Capabilities'
  },
  NOOP: () => 'Nothing done',
  CHECK: () => 'Checked',
  ID: (session) => {
    session.send('* ID ("name" "Postern demo")')
    return 'Identified'
  },
  ENABLE: (session, args) => {
    const enabled = args.map(word).filter((name) => name.toUpperCase() === 'CONDSTORE')
    if (enabled.length > 0) session.condstore = true
    session.send(`* ENABLED ${enabled.join(' ')}`.trimEnd())
    return 'Enabled'
  },
  LOGIN: (session, [username, password]) => {
    const { account } = session
    if (fromWire(word(username)) !== account.username || fromWire(word(password)) !== account.password) {
      throw new Refusal('NO', '[AUTHENTICATIONFAILED] Wrong user name or password')
    }
    session.loggedIn = true
    return `[CAPABILITY ${CAPABILITIES}] Logged in`
  },
}

const COMMANDS = new Map(Object.entries({ ...SESSION_COMMANDS, ...FOLDER_COMMANDS, ...MESSAGE_COMMANDS }))

/** One connection: reads commands, runs them in order, answers. */
function serve(socket: Socket, store: MailStore, account: Account): void {
  const send = (response: string) => void socket.write(`${response}\r\n`, 'latin1')
  const session = new Session(store, account, send)
  let idleTag: string | null = null
  const onCommand = (line: string) => {
    if (idleTag !== null) {
      send(line.toUpperCase() === 'DONE' ? `${idleTag} OK Idle ended` : `${idleTag} BAD Expected DONE`)
      idleTag = null
      return
    }
    const [tag = '*', name = ''] = line.split(' ', 2)
    if (name.toUpperCase() === 'LOGOUT') {
      send('* BYE Until next time')
      socket.end(`${tag} OK Logged out\r\n`)
    } else if (name.toUpperCase() === 'IDLE' && session.loggedIn) {
      idleTag = tag
      send('+ idling')
      session.announce({ expunges: true })
    } else send(`${tag} ${answer(session, tag, line)}`)
  }
  const reader = new CommandReader(onCommand, () => send('+ Go ahead'))
  const release = store.onChange((folder) => {
    if (idleTag !== null && session.isOpen(folder)) session.announce({ expunges: true })
  })
  socket.on('data', (chunk: Buffer) => reader.feed(chunk))
  socket.on('error', () => socket.destroy())
  socket.on('close', release)
  send(`* OK [CAPABILITY ${CAPABILITIES}] Postern's demo mail server`)
}

/** Runs one command. @returns its tagged answer, without the tag. */
function answer(session: Session, tag: string, line: string): string {
  session.tag = tag
  try {
    const [, first, ...rest] = parseCommand(line)
    const uid = word(first).toUpperCase() === 'UID'
    const name = (uid ? word(rest.shift()) : word(first)).toUpperCase()
    const handler = COMMANDS.get(name)
    if (!handler) throw new Refusal('BAD', `Unknown command ${name}`)
    if (!session.loggedIn && !WITHOUT_LOGIN.includes(name)) throw new Refusal('NO', 'Log in first')
    const text = handler(session, rest, uid)
    session.announce({ expunges: uid || !WITHOUT_EXPUNGES.includes(name) })
    return `OK ${text}`
  } catch (error) {
    if (error instanceof Refusal) return `${error.status} ${error.message}`
    if (error instanceof SyntaxError) return `BAD ${error.message}`
    throw error
  }
}

/** Listens on a free port of loopback. @returns the port, and `stop`, which closes every connection. */
export function startImapServer(
  store: MailStore,
  account: Account,
): Promise<{ port: number; stop: () => void }> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.setNoDelay(true)
    serve(socket, store, account)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (!address || typeof address === 'string') return reject(new Error('no port'))
      const stop = () => {
        server.close()
        for (const socket of sockets) socket.destroy()
      }
      resolve({ port: address.port, stop })
    })
  })
}
