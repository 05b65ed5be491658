/** A gate before a server: while it is shut, connections are cut and new ones refused; while it is frozen, nothing moves. */
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Listens on `port` of 127.0.0.1 and passes everything on to `target`. */
export class Gate {
  readonly port: number
  readonly #target: number
  readonly #sockets = new Set<Socket>()
  #server: Server | null = null
  #frozen = false

  constructor(port: number, target: number) {
    this.port = port
    this.#target = target
  }

  /** Lets connections through. Opening an open gate changes nothing. */
  open(): Promise<void> {
    this.#frozen = false
    for (const socket of this.#sockets) socket.resume()
    if (this.#server) return Promise.resolve()
    const server = createServer((near) => this.#join(near, connect(this.#target, '127.0.0.1')))
    this.#server = server
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve)
    })
  }

  /** Cuts what is connected and refuses what comes. Shutting a shut gate changes nothing. */
  shut(): Promise<void> {
    const server = this.#server
    this.#server = null
    for (const socket of this.#sockets) socket.destroy()
    return new Promise((resolve) => {
      if (server) server.close(() => resolve())
      else resolve()
    })
  }

  /** Cuts what is connected; new connections pass. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Connections stay, and new ones come about, but no byte passes until it is opened. */
  freeze(): void {
    this.#frozen = true
    for (const socket of this.#sockets) socket.pause()
  }

  #join(near: Socket, far: Socket): void {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one)
      one.setNoDelay(true).pipe(other)
      if (this.#frozen) one.pause()
      one.on('error', () => other.destroy())
      one.on('close', () => {
        this.#sockets.delete(one)
        other.destroy()
      })
    }
  }
}
