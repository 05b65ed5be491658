/** IMAP on a bare socket, answers unread: the floor that no client can go below. */
import { connect, type Socket } from 'node:net'

export class RawImap {
  private readonly socket: Socket
  private chunks: Buffer[] = []
  private waiting: (() => void) | null = null
  private fail: (error: Error) => void = () => undefined
  private count = 0

  private constructor(socket: Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk)
      this.waiting?.()
    })
    socket.on('error', (error) => this.fail(error))
  }

  /** Connects and logs in. */
  static async open(port: number, username: string, password: string): Promise<RawImap> {
    const socket = connect(port, '127.0.0.1')
    const client = new RawImap(socket)
    await client.until(/\* OK[^\r\n]*\r\n$/)
    await client.command(`LOGIN "${username}" "${password}"`)
    return client
  }

  /** Sends a command. @returns everything up to its tagged OK. */
  async command(text: string): Promise<string> {
    this.count += 1
    const tag = `floor${this.count}`
    this.socket.write(`${tag} ${text}\r\n`)
    const answer = await this.until(new RegExp(`(^|\\r\\n)${tag} [^\\r\\n]*\\r\\n$`))
    if (!new RegExp(`(^|\\r\\n)${tag} OK`).test(answer.slice(-2_000))) throw new Error(answer.slice(-300))
    return answer
  }

  /** Sends a line that is answered by no tag yet, such as IDLE or DONE. */
  async send(text: string, answer: RegExp): Promise<void> {
    this.socket.write(`${text}\r\n`)
    await this.until(answer)
  }

  /** Waits for what comes unasked. @returns all of it, once its end looks like `end`. */
  until(end: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        // Only the tail is read: the answers may be megabytes.
        const last = this.chunks.at(-1)
        if (!last) return
        const tail = last.length >= 2_000 ? last : Buffer.concat(this.chunks.slice(-4))
        if (!end.test(tail.subarray(-2_000).toString('latin1'))) return
        this.waiting = null
        const whole = Buffer.concat(this.chunks).toString('latin1')
        this.chunks = []
        resolve(whole)
      }
      this.waiting = look
      this.fail = reject
      look()
    })
  }

  close(): void {
    this.socket.destroy()
  }
}
