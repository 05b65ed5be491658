/**
 * A wire before an IMAP server that fails as wires and servers do: of itself when it is told to, or once at a chosen
 * command. It reads what the client says line by line; the server never hears of it.
 */
import { connect, createServer, type Server } from 'node:net'
import type { Dovecot } from './dovecot.ts'
import { freePort } from './free-port.ts'
import { type Due, type Fault, ProxiedConnection } from './proxied-connection.ts'

/**
 * When it happens, once: before a line of the client that fits gets through, or on the answer to it, behind so many
 * of its bytes (none where left out); or behind so many bytes of all that the server says from now on.
 */
export type Trigger =
  | { line: RegExp; when: 'before' }
  | { line: RegExp; when: 'after'; byte?: number }
  | { byte: number }

export class FaultProxy {
  /** The server as it is reached through here. */
  readonly server: Dovecot
  /** Connections that were ever made, and the most at one time. */
  made = 0
  most = 0
  /** How many lines fitted the trigger since it was set. */
  seen = 0
  readonly #target: number
  readonly #connections = new Set<ProxiedConnection>()
  readonly #left = new Set<ProxiedConnection>()
  readonly #lines: string[] = []
  #server: Server | null = null
  #armed: { fault: Fault; trigger: Trigger } | null = null
  #pattern: RegExp | null = null
  #frozen = false

  constructor(target: Dovecot, port: number) {
    this.server = { ...target, plainPort: port }
    this.#target = target.plainPort
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#connections.size - this.#left.size
  }

  /** Whether what was armed has happened. */
  get fired(): boolean {
    return this.#armed === null
  }

  /** What clients said since the last `forget`, line by line, without tags. */
  get lines(): readonly string[] {
    return this.#lines
  }

  forget(): void {
    this.#lines.length = 0
  }

  /** Lets connections through. Opening what is open changes nothing. */
  open(): Promise<void> {
    this.thaw()
    if (this.#server) return Promise.resolve()
    const server = createServer({ allowHalfOpen: true }, (near) => {
      // One that was let in before the door shut, and told of after it.
      if (this.#server !== server) {
        near.destroy()
        return
      }
      const far = connect({ port: this.#target, host: '127.0.0.1', noDelay: true })
      const connection = new ProxiedConnection(near.setNoDelay(true), far, this)
      this.#connections.add(connection)
      this.made++
      // The system may tell of a new one before it tells of the close that went before it: both by the end of this turn.
      setImmediate(() => {
        this.most = Math.max(this.most, this.connections)
      })
      if (this.#frozen) connection.pause()
    })
    this.#server = server
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(this.server.plainPort, '127.0.0.1', resolve)
    })
  }

  /** Cuts what is connected and refuses what comes. Shutting twice changes nothing. */
  shut(): Promise<void> {
    const server = this.#server
    this.#server = null
    const shut = new Promise<void>((resolve) => {
      if (server) server.close(() => resolve())
      else resolve()
    })
    this.cut()
    return shut
  }

  /** Cuts what is connected; new connections pass. */
  cut(): void {
    for (const connection of this.#connections) connection.cut()
  }

  /** Connections stay, and new ones come about, but no byte passes until `thaw`. */
  freeze(): void {
    this.#frozen = true
    for (const connection of this.#connections) connection.pause()
  }

  thaw(): void {
    this.#frozen = false
    for (const connection of this.#connections) connection.resume()
  }

  /** Lets `fault` happen once, as `trigger` says. The last call counts. */
  arm(fault: Fault, trigger: Trigger): void {
    this.#armed = { fault, trigger }
    this.#pattern = 'line' in trigger ? trigger.line : null
    this.seen = 0
    if (!('line' in trigger)) for (const one of this.#connections) one.failBehind(trigger.byte, fault)
  }

  /** Nothing that was armed happens any more. */
  disarm(): void {
    this.#armed = null
  }

  /** As new: open, nothing armed, nothing heard, nothing connected. */
  async reset(): Promise<void> {
    this.disarm()
    this.cut()
    this.forget()
    this.made = 0
    this.most = 0
    await this.open()
  }

  /** A line of a client: what is to happen before it, or is to be prepared for its answer. For connections. */
  heard(line: string): Due | null {
    this.#lines.push(line.replace(/^\S+ /, ''))
    if (!this.#pattern?.test(line)) return null
    this.seen++
    const armed = this.#armed
    if (!armed || !('line' in armed.trigger)) return null
    if (armed.trigger.when === 'after') return { after: armed.fault, byte: armed.trigger.byte ?? 0 }
    this.#armed = null
    return { before: armed.fault }
  }

  /** What was prepared happens now. For connections. */
  happened(fault: Fault): void {
    this.#armed = null
    if (fault.kind === 'freeze') this.freeze()
  }

  /** Our side of it is closed; the server's may not be. For connections. */
  left(connection: ProxiedConnection): void {
    if (this.#connections.has(connection)) this.#left.add(connection)
  }

  /** It is closed, and the other side with it. For connections. */
  gone(connection: ProxiedConnection): void {
    this.#connections.delete(connection)
    this.#left.delete(connection)
  }
}

/** Listens on a port of its own before `target`. */
export async function startFaultProxy(target: Dovecot): Promise<FaultProxy> {
  const proxy = new FaultProxy(target, await freePort())
  await proxy.open()
  return proxy
}
