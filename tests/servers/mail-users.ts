/** The people a private mail server knows, asked over a socket in the server's own words: made and forgotten in no time. */
import { randomBytes } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'

/** Name and password. */
export type MailUser = { username: string; password: string }

/** Who may log in. */
export class MailUsers {
  readonly #passwords = new Map<string, string>()

  /** A new person with a name of their own. */
  add(): MailUser {
    const username = `u${randomBytes(6).toString('hex')}`
    const password = `pw-${randomBytes(6).toString('hex')}`
    this.#passwords.set(username, password)
    return { username, password }
  }

  set(username: string, password: string): void {
    this.#passwords.set(username, password)
  }

  accepts(username: string, password: string): boolean {
    return this.#passwords.get(username) === password
  }
}

/**
 * Answers questions on a socket of the file system.
 * @param answer given all that came so far, what to say and hang up; null while the question is not complete.
 */
export function answerOn(path: string, answer: (question: Buffer) => Buffer | null): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket: Socket) => {
    let question = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      question = Buffer.concat([question, bytes])
      const said = answer(question)
      if (said) socket.end(said)
    })
    socket.on('end', () => socket.end())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen({ path, writableAll: true, readableAll: true }, () => resolve(server))
  })
}
